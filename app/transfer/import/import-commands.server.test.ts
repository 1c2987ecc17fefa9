import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import type { Scope } from "#app/core/scope.server.ts";
import { undo } from "#app/history/undo-commands.server.ts";
import { findTask } from "#db/tasks/tasks.server.ts";
import { findImport } from "#db/transfer/transfer.server.ts";
import { IMPORT_MAX_TASKS } from "#domain/limits.ts";
import { chunksOf } from "#tests/chunks.ts";
import { later, newScope } from "#tests/factories.ts";
import { discardImport, runImport, undoImport } from "./import-commands.server.ts";
import { listImportNotes } from "./list-import-notes.server.ts";
import { readImport } from "./read-import.server.ts";

/** Counts nothing in a quota. */
const free = async () => {};

const count = (scope: Scope, table = "tasks") =>
	env.DB.prepare(`select count(*) as count from ${table} where user_id = ?`)
		.bind(scope.userId)
		.first("count");

function fileOf(tasks: number, words = 1) {
	const rows = Array.from({ length: tasks }, (_, i) => `Task ${i + 1},${"word ".repeat(words)}`);
	return { name: "tasks.csv", bytes: chunksOf(`title,description\n${rows.join("\n")}\n`) };
}

const LONG = 600;
const MANY = 5_100;

test("an import that was interrupted goes on from where it stands", async () => {
	const published: string[] = [];
	const scope = await newScope({ publishEvents: (_, ids) => published.push(...ids) });
	// More than one transaction takes.
	const id = await readImport(scope, fileOf(LONG, 1_900), free);
	expect(await count(scope)).toBe(0);
	const begun = await runImport(scope, id, { forMs: -1 });
	expect(begun).toMatchObject({ state: "importing", imported: 0, total: LONG });

	// One part, and then the worker is gone.
	let some = begun;
	for (let forMs = 0; some.imported === 0; forMs += 1) some = await runImport(scope, id, { forMs });
	const isPartial = some.state === "importing";
	expect(await count(scope)).toBe(some.imported);

	const [one, other] = await Promise.all([runImport(scope, id), runImport(scope, id)]);
	expect([one.state, other.state]).toEqual(["imported", "imported"]);
	expect(await count(scope)).toBe(LONG);
	expect(await count(scope, "changes")).toBe(1);
	expect(new Set(published).size).toBe(LONG);
	expect(published).toHaveLength(LONG);
	expect(isPartial).toBe(true);
});

test("so does its undoing", async () => {
	const scope = await newScope();
	const id = await readImport(scope, fileOf(MANY), free);
	await runImport(scope, id);
	expect(await undoImport(scope, id, { forMs: -1 })).toBeNull();
	expect(await findImport(scope.db, scope.userId, id)).toMatchObject({ state: "undoing" });
	expect(await count(scope)).toBe(MANY - 5_000);
	await expect(runImport(scope, id)).rejects.toThrow("This import was undone.");
	expect(await undo(later(scope, 1))).toMatchObject({ affected: MANY, skipped: [] });
	expect(await count(scope)).toBe(0);
	await expect(undoImport(scope, id)).rejects.toThrow("This was undone before.");
});

test("what came in the meantime is seen when the import begins", async () => {
	const scope = await newScope();
	const file = (names: string[]) => ({
		name: null,
		bytes: chunksOf(`id,title,parentId\n${names.join("\n")}\n`),
	});
	const first = await readImport(scope, file(["1,Parent,", "2,Child,1"]), free);
	const second = await readImport(scope, file(["1,Parent,", "2,Child,1", "3,Other,1"]), free);
	expect(await runImport(scope, second)).toMatchObject({ imported: 3, duplicates: 0 });
	await expect(runImport(scope, first)).resolves.toMatchObject({ imported: 0, duplicates: 2 });
	const notes = await listImportNotes(scope.db, scope.userId, first, { limit: 9, offset: 0 });
	expect(notes).toMatchObject([
		{ line: 2, kind: "skipped", title: "Parent", message: "It is there already: task 1." },
		{ line: 3, kind: "skipped", title: "Child", message: "It is there already: task 2." },
	]);
});

test("nothing is kept of a file that did not arrive", async () => {
	const scope = await newScope();
	async function* cutOff() {
		yield new TextEncoder().encode(`title\n${"Milk\n".repeat(2_000)}`);
		throw new Error("the line was dropped");
	}
	await expect(readImport(scope, { name: null, bytes: cutOff() }, free)).rejects.toThrow("dropped");
	expect([await count(scope, "imports"), await count(scope, "import_rows")]).toEqual([0, 0]);
});

test("a file of nothing but errors is not checked to its end", async () => {
	const scope = await newScope();
	const bytes = chunksOf(`title,due\n${"x,feb 30\n".repeat(IMPORT_MAX_TASKS + 5_000)}`);
	const id = await readImport(scope, { name: null, bytes }, free);
	expect(await findImport(scope.db, scope.userId, id)).toMatchObject({
		total: 0,
		errors: IMPORT_MAX_TASKS + 1,
	});
});

test("an import is its owner's alone, and is discarded only before it is made", async () => {
	const ann = await newScope();
	const bob = await newScope();
	const id = await readImport(ann, fileOf(1), free);
	for (const command of [runImport, undoImport, discardImport]) {
		await expect(command(bob, id)).rejects.toThrow("There is no such import");
	}
	await expect(undoImport(ann, id)).rejects.toThrow("was not imported yet");
	await runImport(ann, id);
	await expect(discardImport(ann, id)).rejects.toThrow("imported already");
	expect(await findTask(ann.db, ann.userId, 1)).toMatchObject({ title: "Task 1", version: 1 });
});
