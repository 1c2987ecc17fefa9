import { globSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { MiniflareOptions } from "miniflare";
import { behindEdge } from "./edge.ts";
import { convertV4MiniflareOptions } from "./miniflare.ts";
import { readWranglerConfig, type WranglerConfig } from "./wrangler-config.ts";

export type ServeOptions = {
	/** The wrangler.json of a build. */
	config: string;
	host: string;
	port: number;
	dataDir: string;
	variables: Record<string, string>;
	log: (level: string, message: string) => void;
	/** Another worker in the same process and on the same databases: what the benchmark measures ours by. */
	beside?: { name: string; port: number; script: string };
};

// The Vite plugin and wrangler keep their state in the same place.
const stateIn = (dataDir: string) => join(dataDir, "v3");

/**
 * A way out that leads to public addresses alone, whatever a name resolves to: for what strangers ask
 * us to call (workers/deliveries/channels/delivery-context.ts). Mail servers and models may be anywhere.
 */
const PUBLIC_INTERNET = {
	network: { allow: ["public"], tlsOptions: { trustBrowserCas: true } },
};

/** Options to serve a built worker, with all its bindings, and nothing that helps developing. */
export async function servingOptions(serve: ServeOptions) {
	const config = await readWranglerConfig(serve.config);
	const { workerOptions, externalWorkers, main } = config.forMiniflare;
	if (!config.name || !main) throw new Error(`${serve.config} names no worker.`);
	const { modulesRules, ...bindings } = workerOptions;
	const mayGoAnywhere = serve.variables.ALLOW_PRIVATE_NETWORK === "1";
	const options = convertV4MiniflareOptions({
		// Else the worker would think that it is in Austin, Texas.
		cf: {},
		logRequests: false,
		// For cron (server.ts): at Miniflare's own entry, which nobody else can reach (workerd-config.ts).
		unsafeTriggerHandlers: true,
		telemetry: { enabled: false },
		resourcePersistencePath: stateIn(serve.dataDir),
		handleStructuredLogs: ({ level, message }) => serve.log(level, message),
		workers: [
			{
				...bindings,
				name: config.name,
				compatibilityDate: supportedDate(config, config.compatibility_date),
				bindings: { ...config.vars, ...serve.variables },
				serviceBindings: mayGoAnywhere ? {} : { PUBLIC_INTERNET },
				unsafeDirectSockets: [{ host: serve.host, port: serve.port }],
				modulesRoot: dirname(main),
				modules: modulesOf(main, modulesRules),
			},
			...(serve.beside ? [workerBeside(serve.beside, serve.host, config)] : []),
			...externalWorkers,
		],
	});
	return { name: config.name, crons: config.crons, options };
}

function workerBeside(
	{ name, port, script }: NonNullable<ServeOptions["beside"]>,
	host: string,
	{ newestDate, forMiniflare }: WranglerConfig,
) {
	return {
		name,
		compatibilityDate: newestDate,
		compatibilityFlags: ["nodejs_compat"],
		unsafeDirectSockets: [{ host, port }],
		modules: true,
		script,
		d1Databases: forMiniflare.workerOptions.d1Databases as DatabaseIds,
	};
}

// The type of wrangler's has lost what is in it.
type DatabaseIds = Record<string, { id: string }>;

/** Options to open the databases of a wrangler configuration, without any worker. */
export async function databaseOptions(
	configPath: string,
	dataDir: string,
): Promise<MiniflareOptions> {
	const { newestDate, forMiniflare } = await readWranglerConfig(configPath);
	return convertV4MiniflareOptions({
		cf: {},
		logRequests: false,
		telemetry: { enabled: false },
		resourcePersistencePath: stateIn(dataDir),
		workers: [
			{
				name: "migrations",
				compatibilityDate: newestDate,
				modules: true,
				script: "export default {}",
				d1Databases: forMiniflare.workerOptions.d1Databases as DatabaseIds,
			},
		],
	});
}

/** A date newer than this workerd is refused by it; Cloudflare's own is always new enough. */
function supportedDate({ newestDate }: WranglerConfig, wanted: string | undefined): string {
	return wanted && wanted < newestDate ? wanted : newestDate;
}

type ModuleRules = WranglerConfig["forMiniflare"]["workerOptions"]["modulesRules"];

function modulesOf(main: string, rules: ModuleRules) {
	const folder = dirname(main);
	const others = (rules ?? []).flatMap(({ type, include }) =>
		globSync([...include], { cwd: folder }).map((path) => ({ type, path: join(folder, path) })),
	);
	const entry = `
		import worker from "./${basename(main)}";
		export * from "./${basename(main)}";
		${behindEdge}
		export default behindEdge(worker);`;
	return [
		{ type: "ESModule" as const, path: join(folder, "local-entry.js"), contents: entry },
		...others,
	];
}
