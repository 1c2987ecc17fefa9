import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { SqliteD1 } from "./sqlite-d1.ts";

const folder = join(import.meta.dirname, "../../../db/migrations");

/** The names of all migrations, in the order in which they are applied. */
export function listMigrations(): string[] {
	return readdirSync(folder)
		.filter((name) => name.endsWith(".sql"))
		.sort();
}

export function applyMigrations(d1: SqliteD1, names: string[]): void {
	for (const name of names) d1.sqlite.exec(readFileSync(join(folder, name), "utf8"));
}
