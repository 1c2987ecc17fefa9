import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Miniflare as MiniflareInstance } from "miniflare";
import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import { applyMissing, splitStatements } from "./migrations.ts";
import { Miniflare, wrangler } from "./miniflare.ts";
import { databaseOptions } from "./options.ts";

const folder = mkdtempSync(join(tmpdir(), "tend-migrations-"));
const names = ["0001_notes.sql", "0002_notes-text.sql"];
writeFileSync(join(folder, "0001_notes.sql"), "CREATE TABLE notes (n INTEGER);");
writeFileSync(join(folder, "0002_notes-text.sql"), "ALTER TABLE notes ADD COLUMN text TEXT;");

let miniflare: MiniflareInstance;
let db: D1Database;

beforeEach(async () => {
	const dataDir = mkdtempSync(join(folder, "data-"));
	miniflare = new Miniflare(await databaseOptions("wrangler.toml", dataDir));
	db = await miniflare.getD1Database("DB");
});

afterEach(() => miniflare.dispose());

afterAll(() => rmSync(folder, { recursive: true }));

/** The database over a connection that breaks before or after it has done the nth that it is asked. */
function breaking(when: "before" | "after", ...nths: number[]): D1Database {
	let n = 0;
	return {
		prepare: (sql: string) => db.prepare(sql),
		async batch(statements: D1PreparedStatement[]) {
			n += 1;
			const answer = () => db.batch(statements);
			if (!nths.includes(n)) return answer();
			if (when === "after") await answer();
			throw new TypeError("fetch failed");
		},
	} as D1Database;
}

test.each(["before", "after"] as const)(
	"a connection that breaks %s a migration is done costs another try",
	async (when) => {
		expect(await applyMissing(breaking(when, 1, 3), folder)).toEqual(names);
		expect(await applyMissing(db, folder)).toEqual([]);
		await db.prepare("INSERT INTO notes (n, text) VALUES (1, 'one')").run();
	},
);

test("one that never holds is given up, and the next start goes on", async () => {
	await expect(applyMissing(breaking("before", 1, 2, 3), folder)).rejects.toThrow(
		"Migration 0001_notes.sql failed, nothing of it was kept: fetch failed",
	);
	expect(await applyMissing(db, folder)).toEqual(names);
});

test("a mark stands between the statements of each migration, where wrangler splits it", async () => {
	const { unstable_splitSqlQuery } = await wrangler();
	const withoutMarks = (sql: string) => sql.replaceAll("--> statement-breakpoint", "").trim();
	for (const path of globSync("db/migrations/*.sql")) {
		const sql = readFileSync(path, "utf8");
		const expected = unstable_splitSqlQuery(sql).map((part) =>
			withoutMarks(part).replace(/;$/, ""),
		);
		const statements = splitStatements(sql).map((statement) => statement.replace(/;$/, ""));
		expect(statements, path).toEqual(expected);
	}
});
