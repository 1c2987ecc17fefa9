import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { SqliteD1 } from "./sqlite-d1.ts";

// From a bundle, too (bundle.ts), which lies elsewhere.
const root = dirname(createRequire(import.meta.url).resolve("#package.json"));
const folder = join(root, "db/migrations");

/** The names of all migrations, in the order in which they are applied. */
export function listMigrations(): string[] {
	return readdirSync(folder)
		.filter((name) => name.endsWith(".sql"))
		.sort();
}

export function applyMigrations(d1: SqliteD1, names: string[]): void {
	for (const name of names) d1.sqlite.exec(readFileSync(join(folder, name), "utf8"));
}
