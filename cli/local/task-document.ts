import { getTableColumns } from "drizzle-orm";
import { changes, events, tasks, users } from "#db/schema.ts";
import { searchTerms } from "#domain/task/search-terms.ts";
import { PRIORITIES, STATUSES } from "#domain/task/task.ts";
import { applyMigrations, listMigrations } from "./migrations.ts";
import { createObjectTables, OBJECT_TABLES } from "./object-storage.ts";
import { SqliteD1 } from "./sqlite-d1.ts";

/*
 * The local file: the rows of one user, as JSON that people and other programs can read. It names the
 * migration that its rows are of, so that a later Tend brings them up to date as it does a database.
 */

const FORMAT = "tend-tasks";

const TABLES = { users, tasks, changes, events };
type TableName = keyof typeof TABLES;
const TABLE_NAMES = Object.keys(TABLES) as TableName[];
type AnyTable = TableName | (typeof OBJECT_TABLES)[number];

/** How far back undo and history reach; every write writes the whole file. */
const CHANGES_MAX = 1_000;
const CHATS_MAX = 20;

type Row = Record<string, unknown>;
type TaskDocument = { format: string; migration: string } & Record<TableName, Row[]> &
	Partial<Record<AnyTable, Row[]>>;

/** The text is not what Tend writes. The message says in what way. */
export class DamagedDocument extends Error {}

/** A database with the tables of Tend and nobody in it. */
export function emptyDatabase(): SqliteD1 {
	const d1 = new SqliteD1();
	applyMigrations(d1, listMigrations());
	return d1;
}

/** The database that a text holds. Throws `DamagedDocument`. */
export function readDocument(text: string): SqliteD1 {
	const document = parseDocument(text);
	const migrations = listMigrations();
	const known = migrations.indexOf(document.migration) + 1;
	if (known === 0) {
		throw new DamagedDocument(
			`it was written by a newer Tend (${JSON.stringify(document.migration)})`,
		);
	}
	const d1 = new SqliteD1();
	applyMigrations(d1, migrations.slice(0, known));
	for (const name of TABLE_NAMES) insertRows(d1, name, document[name]);
	applyMigrations(d1, migrations.slice(known));
	const { users: owners } = document;
	if (owners.length !== 1) throw new DamagedDocument("it has to be of one user");
	indexTasks(d1);
	const chats = OBJECT_TABLES.filter((name) => document[name]);
	if (chats.length > 0) createObjectTables(d1);
	for (const name of chats) insertRows(d1, name, document[name] ?? []);
	return d1;
}

/** The text that `readDocument` reads back to the same. A line for each row. */
export function writeDocument(d1: SqliteD1): string {
	forgetWhatIsOld(d1);
	const head = { format: FORMAT, migration: listMigrations().at(-1) };
	const parts = Object.entries(head).map(([key, value]) => `"${key}": ${JSON.stringify(value)}`);
	for (const name of [...TABLE_NAMES, ...objectTablesOf(d1)]) {
		const rows = d1.sqlite.prepare(`select * from ${name} order by 1, 2`).all();
		const lines = rows.map((row) => JSON.stringify(toDocumentRow(name, row)));
		parts.push(`"${name}": [${lines.map((line) => `\n\t${line}`).join()}\n]`);
	}
	return `{\n${parts.join(",\n")}\n}\n`;
}

function objectTablesOf(d1: SqliteD1) {
	const tables = d1.sqlite.prepare("select name from sqlite_schema where type = 'table'").all();
	return OBJECT_TABLES.filter((name) => tables.some((table) => table.name === name));
}

function parseDocument(text: string): TaskDocument {
	if (text.trim() === "") throw new DamagedDocument("it is empty");
	let document: unknown;
	try {
		document = JSON.parse(text);
	} catch (error) {
		throw new DamagedDocument(`it is not JSON (${(error as Error).message})`);
	}
	if (!isRow(document) || document.format !== FORMAT) {
		throw new DamagedDocument(`it is JSON, but not of Tend ("format" has to be "${FORMAT}")`);
	}
	for (const name of [...TABLE_NAMES, ...OBJECT_TABLES.filter((table) => table in document)]) {
		const rows = document[name];
		if (!Array.isArray(rows) || !rows.every(isRow)) {
			throw new DamagedDocument(`"${name}" has to be a list of objects`);
		}
	}
	return document as TaskDocument;
}

function isRow(value: unknown): value is Row {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

function insertRows(d1: SqliteD1, name: AnyTable, rows: Row[]): void {
	const known = new Set(
		d1.sqlite
			.prepare("select name from pragma_table_info(?)")
			.all(name)
			.map((column) => column.name),
	);
	d1.sqlite.exec("begin");
	for (const [index, row] of rows.entries()) {
		const where = `row ${index + 1} of "${name}"`;
		const columns = Object.keys(row);
		const unknown = columns.find((column) => !known.has(column));
		if (unknown !== undefined) throw new DamagedDocument(`${where} has an unknown "${unknown}"`);
		if (name === "tasks") checkTask(row, where);
		try {
			d1.prepare(
				`insert into ${name} (${columns.join()}) values (${columns.map(() => "?").join()})`,
			)
				.bind(...columns.map((column) => toColumn(name, column, row[column])))
				.execute();
		} catch (error) {
			throw new DamagedDocument(`${where}: ${(error as Error).message}`);
		}
	}
	d1.sqlite.exec("commit");
}

/** What no constraint of the database checks, and a hand that edits the file gets wrong. */
function checkTask({ status, priority, due }: Row, where: string): void {
	const isOneOf = (values: readonly string[], value: unknown) => values.some((v) => v === value);
	if (!isOneOf(STATUSES, status)) throw new DamagedDocument(`${where} has no valid "status"`);
	if (!isOneOf(PRIORITIES, priority)) throw new DamagedDocument(`${where} has no valid "priority"`);
	const isDue = due === null || /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(String(due));
	if (!isDue) throw new DamagedDocument(`${where} has no valid "due"`);
}

/** Columns that hold JSON or a time, which the file shows as what they mean. */
const kinds = Object.fromEntries(
	[...TABLE_NAMES, ...OBJECT_TABLES].map((name) => [name, new Map<string, "json" | "date">()]),
) as Record<AnyTable, Map<string, "json" | "date">>;
for (const name of TABLE_NAMES) {
	for (const [key, { dataType }] of Object.entries(getTableColumns(TABLES[name]))) {
		if (dataType !== "json" && dataType !== "date") continue;
		kinds[name].set(
			key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
			dataType,
		);
	}
}
for (const column of ["before", "after"]) kinds.events.set(column, "json");

function toDocumentRow(name: AnyTable, row: Row): Row {
	return Object.fromEntries(
		Object.entries(row).map(([column, value]) => {
			const kind = value === null ? undefined : kinds[name].get(column);
			if (kind === "json") return [column, JSON.parse(String(value))];
			if (kind === "date") return [column, new Date(Number(value)).toISOString()];
			return [column, value];
		}),
	);
}

function toColumn(name: AnyTable, column: string, value: unknown): unknown {
	const kind = value === null ? undefined : kinds[name].get(column);
	if (kind === "json") return JSON.stringify(value);
	if (kind === "date") return new Date(String(value)).getTime();
	return value;
}

/** The search index is not in the file: it is made of the tasks, as db/tasks/changes.server.ts makes it. */
function indexTasks(d1: SqliteD1): void {
	const insert = d1.sqlite.prepare("insert into task_search (rowid, terms) values (?, ?)");
	const rows = d1.sqlite.prepare("select key, user_id, title, description, tags from tasks").all();
	d1.sqlite.exec("begin");
	for (const { key, user_id, title, description, tags } of rows) {
		const words = {
			title: String(title),
			description: String(description),
			tags: JSON.parse(String(tags)) as string[],
		};
		insert.run(key ?? null, searchTerms(String(user_id), words));
	}
	d1.sqlite.exec("commit");
}

function forgetWhatIsOld(d1: SqliteD1): void {
	d1.sqlite.exec(`
		delete from changes where rowid not in (
			select rowid from changes order by created_at desc, id desc limit ${CHANGES_MAX}
		);
		delete from events where change_id is null or change_id not in (select id from changes)`);
	if (objectTablesOf(d1).length === 0) return;
	d1.sqlite.exec(`delete from chat_threads where id not in (
		select id from chat_threads order by updated_at desc limit ${CHATS_MAX}
	)`);
	for (const name of OBJECT_TABLES.slice(1)) {
		d1.sqlite.exec(`delete from ${name} where thread_id not in (select id from chat_threads)`);
	}
}
