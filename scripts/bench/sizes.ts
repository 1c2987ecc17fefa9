// What travels and what is loaded: bytes as gzip makes them.
import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";

/** The built worker after gzip: all of it, and what is evaluated before its first request. */
export function workerBytes(root: string): { all: number; atStart: number } {
	const folder = join(root, "build/server");
	const total = (files: string[]) =>
		gzipSync(files.map((file) => readFileSync(join(folder, file), "utf8")).join("\n"), { level: 6 })
			.length;
	return { all: total(globSync("**/*.js", { cwd: folder })), atStart: total(filesAtStart(folder)) };
}

/** The packages that have a module in what is evaluated before the first request. */
export function modulesAtStart(root: string): string[] {
	const folder = join(root, "build/server");
	const sources = filesAtStart(folder).flatMap(
		// The bundler's own runtime has no map.
		(file): string[] => {
			const map = join(folder, `${file}.map`);
			return existsSync(map) ? JSON.parse(readFileSync(map, "utf8")).sources : [];
		},
	);
	const packages = sources.map(
		(source) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(source)?.[1],
	);
	return [...new Set(packages.filter((name) => name !== undefined))];
}

const IMPORT = /(?:^|[;\s])(?:import|export)\b[^"'();]*["'](\.[^"'\s]+\.js)["']/g;

/** The entry, and what it imports before it runs; not what it may load later. */
function filesAtStart(folder: string): string[] {
	const files = new Set<string>();
	const follow = (file: string) => {
		if (files.has(file)) return;
		files.add(file);
		for (const [, target = ""] of readFileSync(join(folder, file), "utf8").matchAll(IMPORT)) {
			follow(join(dirname(file), target));
		}
	};
	follow("index.js");
	return [...files];
}
