import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Miniflare } from "miniflare";
import { unstable_readConfig, unstable_splitSqlQuery } from "wrangler";
import { databaseOptions } from "./options.ts";
import { StartError } from "./start-error.ts";

// The table of `wrangler d1 migrations apply`, so that either may go on where the other ended.
const createTable = `CREATE TABLE IF NOT EXISTS d1_migrations(
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	name TEXT UNIQUE,
	applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
)`;

/**
 * Brings the local database of a wrangler configuration up to date, and returns the names of the
 * migrations that it lacked. Each is one transaction, together with the note that it was applied.
 */
export async function migrate(configPath: string, dataDir: string): Promise<string[]> {
	const [database] = unstable_readConfig({ config: configPath }).d1_databases;
	if (!database) return [];
	const folder = join(dirname(configPath), database.migrations_dir ?? "migrations");
	const miniflare = new Miniflare(databaseOptions(configPath, dataDir));
	try {
		const db = await miniflare.getD1Database(database.binding);
		await db.prepare(createTable).run();
		const { results } = await db.prepare("SELECT name FROM d1_migrations").all<{ name: string }>();
		const applied = new Set(results.map(({ name }) => name));
		const missing = migrationsIn(folder).filter((name) => !applied.has(name));
		for (const name of missing) {
			const statements = unstable_splitSqlQuery(readFileSync(join(folder, name), "utf8"));
			const note = db.prepare("INSERT INTO d1_migrations (name) VALUES (?)").bind(name);
			try {
				await db.batch([...statements.map((sql) => db.prepare(sql)), note]);
			} catch (error) {
				throw new StartError(`Migration ${name} failed, nothing of it was kept: ${reason(error)}`);
			}
		}
		return missing;
	} finally {
		await miniflare.dispose();
	}
}

function migrationsIn(folder: string): string[] {
	try {
		return readdirSync(folder)
			.filter((name) => name.endsWith(".sql"))
			.sort();
	} catch {
		return [];
	}
}

function reason(error: unknown): string {
	return String((error as Error).message).replace(/^D1_ERROR: /, "");
}
