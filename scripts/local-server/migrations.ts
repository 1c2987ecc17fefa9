import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Miniflare } from "./miniflare.ts";
import { databaseOptions } from "./options.ts";
import { StartError } from "./start-error.ts";
import { readWranglerConfig } from "./wrangler-config.ts";

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
	const [database] = (await readWranglerConfig(configPath)).d1_databases;
	if (!database) return [];
	const folder = join(dirname(configPath), database.migrations_dir ?? "migrations");
	const miniflare = new Miniflare(await databaseOptions(configPath, dataDir));
	try {
		return await applyMissing(await miniflare.getD1Database(database.binding), folder);
	} finally {
		await miniflare.dispose();
	}
}

/** The same for a database that is open and a folder of migrations. */
export async function applyMissing(db: D1Database, folder: string): Promise<string[]> {
	await persistently(() => db.prepare(createTable).run());
	const before = await persistently(() => namesOfApplied(db));
	const missing = migrationsIn(folder).filter((name) => !before.has(name));
	for (const name of missing) {
		const statements = splitStatements(readFileSync(join(folder, name), "utf8"));
		const note = db.prepare("INSERT INTO d1_migrations (name) VALUES (?)").bind(name);
		try {
			await persistently(async () => {
				// It may be that only the answer was lost.
				if ((await namesOfApplied(db)).has(name)) return;
				await db.batch([...statements.map((sql) => db.prepare(sql)), note]);
			});
		} catch (error) {
			throw new StartError(`Migration ${name} failed, nothing of it was kept: ${reason(error)}`);
		}
	}
	return missing;
}

/** Splits at the marks that drizzle-kit writes between statements. */
export function splitStatements(sql: string): string[] {
	return sql
		.split("--> statement-breakpoint")
		.map((statement) => statement.trim())
		.filter(Boolean);
}

async function namesOfApplied(db: D1Database): Promise<Set<string>> {
	const { results } = await db.prepare("SELECT name FROM d1_migrations").all<{ name: string }>();
	return new Set(results.map(({ name }) => name));
}

/**
 * workerd closes a connection that nothing is asked by for some seconds. Where this process stood
 * still for as long (a busy machine, a laptop that slept) it only learns of it by asking.
 */
async function persistently<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
	for (let tries = 1; ; tries += 1) {
		try {
			return await ask();
		} catch (error) {
			const isCutOff = error instanceof TypeError && error.message === "fetch failed";
			if (!isCutOff || tries === 3) throw error;
		}
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
