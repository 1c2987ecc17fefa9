import { spawnSync } from "node:child_process";
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";

const sources = [
	"app",
	"db",
	"domain",
	"workers",
	"public",
	"scripts/build",
	"package-lock.json",
	"react-router.config.ts",
	"vite.config.ts",
	"wrangler.toml",
];

/** Builds the app unless the last build is newer than all that goes into it. */
export function buildIfStale(): void {
	if (newest("build/server/index.js") > Math.max(...sources.map(newest))) return;
	const built = spawnSync("node_modules/.bin/react-router", ["build"], {
		encoding: "utf8",
		// Whoever runs tests may have set it, and Vite would build for development.
		env: { ...process.env, NODE_ENV: "production" },
	});
	if (built.status !== 0) {
		throw new Error(`react-router build failed:\n${built.stdout}${built.stderr}`);
	}
}

/** When something at a path was changed last. Folders count, too: their time tells of a file that went away. */
export function newest(path: string): number {
	const stat = statSync(path, { throwIfNoEntry: false });
	if (!stat) return 0;
	if (!stat.isDirectory()) return stat.mtimeMs;
	const inside = readdirSync(path)
		.filter((name) => !name.includes(".test."))
		.map((name) => newest(join(path, name)));
	return Math.max(stat.mtimeMs, ...inside);
}
