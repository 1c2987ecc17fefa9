// What the browser loads for a page before it can answer: by the build's own manifest.
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

type Module = { module: string; imports?: string[]; css?: string[] };
type Manifest = {
	entry: Module;
	routes: Record<
		string,
		Module & { parentId?: string; clientActionModule?: string; clientLoaderModule?: string }
	>;
};

export type ClientBytes = { scripts: number; styles: number };

/** Bytes after gzip of all scripts and styles of a route, its layouts, and the entry. */
export function clientBytes(root: string, routeId: string): ClientBytes {
	const folder = join(root, "build/client");
	const [path] = globSync("assets/manifest-*.js", { cwd: folder });
	const text = readFileSync(join(folder, path ?? ""), "utf8");
	const manifest: Manifest = JSON.parse(text.slice(text.indexOf("{"), text.lastIndexOf("}") + 1));
	const modules: Module[] = [manifest.entry];
	for (let id: string | undefined = routeId; id; id = manifest.routes[id]?.parentId) {
		const route = manifest.routes[id];
		if (!route) throw new Error(`There is no route ${id}.`);
		modules.push(route);
	}
	const scripts = new Set(modules.flatMap(({ module, imports = [] }) => [module, ...imports]));
	// Some carry an empty fragment behind their name.
	const styles = new Set(
		modules.flatMap(({ css = [] }) => css.map((file) => file.replace(/#$/, ""))),
	);
	const sum = (files: Set<string>) =>
		[...files].reduce((total, file) => total + gzipped(join(folder, file)), 0);
	return { scripts: sum(scripts) + gzipped(join(folder, path ?? "")), styles: sum(styles) };
}

function gzipped(file: string): number {
	return gzipSync(readFileSync(file), { level: 6 }).length;
}
