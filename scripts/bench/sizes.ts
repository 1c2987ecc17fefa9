// What travels and what is loaded: bytes as gzip makes them.
import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";

export type PageBytes = { path: string; html: number; scripts: number; styles: number };

const gzipped = (data: string | Uint8Array) => gzipSync(data, { level: 6 }).length;

/** A page with the scripts and styles that its document names. */
export async function pageBytes(url: string, path: string, cookie = ""): Promise<PageBytes> {
	const html = await (await fetch(url + path, { headers: { cookie } })).text();
	const files = [
		...new Set([...html.matchAll(/"(\/assets\/[^"]+\.(?:js|css))"/g)].map(([, file]) => file)),
	];
	const sizes = await Promise.all(
		files.map(async (file) => ({
			isScript: file?.endsWith(".js"),
			bytes: gzipped(new Uint8Array(await (await fetch(url + file)).arrayBuffer())),
		})),
	);
	const sum = (isScript: boolean) =>
		sizes.reduce((total, size) => total + (size.isScript === isScript ? size.bytes : 0), 0);
	return { path, html: gzipped(html), scripts: sum(true), styles: sum(false) };
}

/** The built worker: all of it, and what is evaluated before its first request. */
export function workerBytes(root: string): { all: number; atStart: number } {
	const folder = join(root, "build/server");
	const read = (file: string) => readFileSync(join(folder, file), "utf8");
	const files = globSync("**/*.js", { cwd: folder });
	const atStart = new Set<string>();
	const follow = (file: string) => {
		if (atStart.has(file)) return;
		atStart.add(file);
		for (const [, target = ""] of read(file).matchAll(
			/(?:^|[;\s])(?:import|export)\s*(?:[^"'();]*?from\s*)?["'](\.[^"'\s]+\.js)["']/g,
		)) {
			follow(join(dirname(file), target));
		}
	};
	follow("index.js");
	const total = (some: Iterable<string>) => gzipped([...some].map(read).join("\n"));
	return { all: total(files), atStart: total(atStart) };
}
