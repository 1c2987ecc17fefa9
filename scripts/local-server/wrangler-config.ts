import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import type {
	unstable_getMiniflareWorkerOptions,
	Unstable_Config as WranglerOutput,
} from "wrangler";

type ForMiniflare = ReturnType<typeof unstable_getMiniflareWorkerOptions>;

export type WranglerConfig = Pick<
	WranglerOutput,
	"name" | "compatibility_date" | "vars" | "d1_databases"
> & {
	crons: string[];
	/** The newest compatibility date that this workerd knows. */
	newestDate: string;
	forMiniflare: ForMiniflare;
};

const cacheFolder = join(import.meta.dirname, "../../node_modules/.cache/wrangler-config");

/**
 * A wrangler configuration as wrangler reads it, and what it asks Miniflare for. Loading wrangler takes
 * half a second of processor time and 50 MB, so what it said is kept until the file or wrangler changes. Where
 * nothing can be kept, it is asked each time.
 */
export async function readWranglerConfig(configPath: string): Promise<WranglerConfig> {
	const path = resolve(configPath);
	const cached = join(cacheFolder, `${cacheKey(path)}.json`);
	try {
		return JSON.parse(readFileSync(cached, "utf8"));
	} catch {
		const config = await askWrangler(path);
		keep(cached, config);
		return config;
	}
}

async function askWrangler(path: string): Promise<WranglerConfig> {
	const { wrangler } = await import("./miniflare.ts");
	const {
		unstable_getDevCompatibilityDate,
		unstable_getMiniflareWorkerOptions,
		unstable_readConfig,
	} = await wrangler();
	const config = unstable_readConfig({ config: path });
	const { name, compatibility_date, vars, d1_databases, triggers } = config;
	return {
		name,
		compatibility_date,
		vars,
		d1_databases,
		crons: triggers.crons ?? [],
		newestDate: unstable_getDevCompatibilityDate(),
		forMiniflare: unstable_getMiniflareWorkerOptions(config),
	};
}

function cacheKey(path: string): string {
	const { version } = createRequire(import.meta.url)("wrangler/package.json");
	const parts = [version, path, readFileSync(path, "utf8")];
	return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}

function keep(file: string, config: WranglerConfig): void {
	const draft = `${file}.${process.pid}`;
	try {
		mkdirSync(cacheFolder, { recursive: true });
		writeFileSync(draft, JSON.stringify(config));
		renameSync(draft, file);
	} catch {
		// A folder that is read-only: the next start asks again.
	}
}
