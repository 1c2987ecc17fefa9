import { existsSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { DAY_MS } from "#domain/time/durations.ts";
import { newest } from "#scripts/build/build-if-stale.ts";

/*
 * The client in few files. With --local it brings along the API, which is some 700 modules: Node takes
 * longer to find and to link them than all of the rest takes (measured: 0.9 s of CPU against 0.2 s).
 */

const SOURCES = ["app", "db", "domain", "workers", "cli", "package-lock.json"];

/**
 * The bundle of the sources as they are now, which is made where there is none. Null where it cannot
 * be made: then the sources do as well, only slower. Several processes may make it at once.
 */
export async function bundleOf(root: string): Promise<string | null> {
	const bundles = join(root, "build/console");
	const newestMs = Math.max(...SOURCES.map((path) => newest(join(root, path))));
	const folder = join(bundles, String(Math.round(newestMs)));
	const entry = join(folder, "tend.js");
	if (existsSync(entry)) return entry;
	const draft = `${folder}.${process.pid}`;
	try {
		await build(root, draft);
		renameSync(draft, folder);
		removeOld(bundles);
	} catch {
		// Another process may have been first.
		rmSync(draft, { recursive: true, force: true });
	}
	return existsSync(entry) ? entry : null;
}

async function build(root: string, outDir: string): Promise<void> {
	const vite = await import("vite");
	await vite.build({
		root,
		configFile: false,
		logLevel: "silent",
		ssr: { noExternal: true },
		build: {
			ssr: "cli/tend.ts",
			outDir,
			copyPublicDir: false,
			// What a worker has and Node has not is never reached from here.
			rolldownOptions: { external: /^cloudflare:/ },
		},
	});
}

/** Bundles of a day ago: none of them runs any more, and of a newer one parts may still be loaded. */
function removeOld(bundles: string): void {
	for (const name of readdirSync(bundles)) {
		const path = join(bundles, name);
		if (Date.now() - statSync(path).mtimeMs > DAY_MS) rmSync(path, { recursive: true });
	}
}
