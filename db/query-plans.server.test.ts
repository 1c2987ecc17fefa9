import { env } from "cloudflare:workers";
import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import type { Task } from "#app/tasks/task.ts";
import { DUE_WINDOWS, SORT_FIELDS, type TaskQuery } from "#app/tasks/task-list.ts";
import { localTime } from "#app/tasks/task-view.server.ts";
import { NOW } from "#tests/factories.ts";
import * as accounts from "./accounts.server.ts";
import * as changes from "./changes.server.ts";
import { Connection, type Db, type Statement, transact } from "./client.server.ts";
import * as drafts from "./drafts.server.ts";
import * as imports from "./imports.server.ts";
import * as metrics from "./metrics.server.ts";
import * as signingKeys from "./signing-keys.server.ts";
import * as tasks from "./tasks.server.ts";
import * as tokens from "./tokens.server.ts";
import * as transfer from "./transfer.server.ts";

const ID = "11111111-1111-4111-8111-111111111111";
const time = localTime({ timeZone: "UTC", now: NOW });
const page = { page: 1, limit: 50 };

const queries: TaskQuery[] = [
	page,
	{ ...page, q: "milk", status: "pending", priority: "high", tag: "home" },
	{ ...page, dueAfter: "2026-11-20", dueBefore: "2026-11-30T09:00:00" },
	...DUE_WINDOWS.map((due) => ({ ...page, due })),
	...SORT_FIELDS.map((field) => ({ ...page, sort: { field, direction: "desc" as const } })),
];

const task: Task = {
	id: 1,
	title: "x",
	description: "",
	status: "pending",
	priority: "low",
	due: null,
	tags: [],
	parentId: null,
	recurrence: null,
	reminders: [],
	series: null,
	remindersSince: null,
	completedAt: null,
	createdAt: NOW,
	updatedAt: NOW,
	version: 1,
};

const mark = { id: ID, userId: ID, actor: "web", requestId: "x", at: NOW } as const;
const ref = { userId: ID, importId: ID };
const undo = { ...mark, importId: ID, summary: "x" };

/** Each export of db/ that sends or makes statements, called in each way that changes them. */
const USES: Record<string, (db: Db) => unknown[]> = {
	findUserByEmail: (db) => [accounts.findUserByEmail(db, "a@example.com")],
	findPasswordHash: (db) => [accounts.findPasswordHash(db, ID)],
	insertUser: () => [],
	updateUser: (db) => [accounts.updateUser(db, ID, { name: "x" })],
	deleteUser: (db) => accounts.deleteUser(db, ID),
	findSessionAndUser: (db) => [accounts.findSessionAndUser(db, "x", ID)],
	listSessions: (db) => [accounts.listSessions(db, ID, NOW)],
	insertSession: () => [],
	extendSession: (db) => [accounts.extendSession(db, "x", NOW)],
	deleteSession: (db) => [accounts.deleteSession(db, "x")],
	deleteSessionOf: (db) => [accounts.deleteSessionOf(db, ID, "x")],
	deleteSessionsOf: (db) => [accounts.deleteSessionsOf(db, ID)],
	deleteOtherSessionsOf: (db) => [accounts.deleteOtherSessionsOf(db, ID, "x")],
	deleteExpiredSessions: (db) => [accounts.deleteExpiredSessions(db, NOW)],
	insertAccountEvent: () => [],
	insertDraft: () => [],
	findDraft: (db) => [drafts.findDraft(db, "x")],
	deleteDraftsBefore: (db) => [drafts.deleteDraftsBefore(db, NOW)],
	listTasks: (db) => queries.map((query) => tasks.listTasks(db, ID, query, time)),
	listWholeTasks: (db) => queries.map((query) => tasks.listWholeTasks(db, ID, query, time)),
	countTasks: (db) => queries.map((query) => tasks.countTasks(db, ID, query, time)),
	findTask: (db) => [tasks.findTask(db, ID, 1)],
	listFamilies: (db) => [tasks.listFamilies(db, ID, [1, 2])],
	listTasksOfChange: (db) => [tasks.listTasksOfChange(db, ID, changes.lastDone(ID))],
	listSubtasks: (db) => [tasks.listSubtasks(db, ID, 1)],
	countOpenTasks: (db) => [tasks.countOpenTasks(db, ID, time)],
	listTagCounts: (db) => [tasks.listTagCounts(db, ID)],
	writeChange: (db) => [
		changes.writeChange(
			db,
			{
				id: ID,
				userId: ID,
				summary: "x",
				actor: "web",
				requestId: "x",
				at: NOW,
				reverses: { changeId: ID, becomes: "undone" },
				edits: [
					{ before: null, after: { ...task, id: null } },
					{ before: task, after: { ...task, title: "y", version: 2 } },
					{ before: { ...task, id: 2 }, after: null },
				],
			},
			() => crypto.randomUUID(),
		),
	],
	// Sent by those that follow.
	toEditRow: () => [],
	openChange: () => [],
	makeTasks: () => [],
	constraintError: () => [],
	stageRows: () => [imports.stageRows(ref, "[]")],
	linkRows: () => [imports.linkRows(ref, "[]")],
	remarkRows: () => [imports.remarkRows(ref, "[]")],
	findDuplicates: () => imports.findDuplicates(ref),
	beginImport: () => imports.beginImport({ ...mark, summary: "x", redoes: ID }),
	importRowsTo: () => imports.importRowsTo(mark, 0, 10),
	beginUndo: () => imports.beginUndo(undo),
	undoSome: () => imports.undoSome(undo, 10),
	endUndo: () => imports.endUndo(undo),
	listTasksAfter: (db) => [transfer.listTasksAfter(db, ID, 0, 10)],
	listFeedTasks: (db) => [transfer.listFeedTasks(db, ID, NOW)],
	findFeedOwner: (db) => [transfer.findFeedOwner(db, ID, 1)],
	findCalendarSeq: (db) => [transfer.findCalendarSeq(db, ID)],
	renewCalendar: (db) => [transfer.renewCalendar(db, ID)],
	turnOffCalendar: (db) => [transfer.turnOffCalendar(db, ID)],
	insertImport: () => [],
	updateImport: (db) => [transfer.updateImport(db, ID, ID, { state: "ready" })],
	deleteImport: (db) => [transfer.deleteImport(db, ID, ID)],
	findImport: (db) => [transfer.findImport(db, ID, ID)],
	findImportOf: (db) => [transfer.findImportOf(db, ID, changes.lastDone(ID))],
	listMadeTasks: (db) => [transfer.listMadeTasks(db, ID, ID, { after: "", limit: 10 })],
	listImports: (db) => [transfer.listImports(db, ID)],
	listImportRemarks: (db) => [transfer.listImportRemarks(db, ID, ID, { limit: 10, offset: 0 })],
	deleteExpiredImports: (db) => transfer.deleteExpiredImports(db, NOW),
	lastDone: (db) => [db.run(sql`select ${changes.lastDone(ID)}`)],
	firstUndone: (db) => [db.run(sql`select ${changes.firstUndone(ID)}`)],
	findChange: (db) => [changes.findChange(db, ID, changes.lastDone(ID))],
	listChangeEvents: (db) => [changes.listChangeEvents(db, ID, changes.firstUndone(ID))],
	listTaskHistory: (db) => [changes.listTaskHistory(db, ID, 1)],
	findCurrentSigningKey: (db) => [signingKeys.findCurrentSigningKey(db, NOW)],
	listPublicKeys: (db) => [signingKeys.listPublicKeys(db)],
	insertSigningKeyIfNone: (db) => [
		signingKeys.insertSigningKeyIfNone(db, {
			kid: "x",
			publicJwk: {},
			sealedPrivateKey: "x",
			createdAt: NOW,
		}),
	],
	retireSigningKeys: (db) => [signingKeys.retireSigningKeys(db, NOW)],
	retireSigningKey: (db) => [signingKeys.retireSigningKey(db, "x", NOW)],
	deleteSigningKeysRetiredBefore: (db) => [signingKeys.deleteSigningKeysRetiredBefore(db, NOW)],
	findSignIn: (db) => [tokens.findSignIn(db, { id: ID, userId: ID, kid: "x", now: NOW })],
	insertSignIn: () => [],
	exchangeRefreshToken: (db) =>
		tokens.exchangeRefreshToken(db, { usedHash: "x", nextHash: "y", now: NOW, expiresAt: NOW }),
	findRefreshToken: (db) => [tokens.findRefreshToken(db, "x")],
	deleteSignIn: (db) => [tokens.deleteSignIn(db, ID, ID)],
	deleteSignInsOf: (db) => [tokens.deleteSignInsOf(db, ID)],
	deleteExpiredSignIns: (db) => [tokens.deleteExpiredSignIns(db, NOW)],
	listPersonalTokens: (db) => [tokens.listPersonalTokens(db, ID)],
	findPersonalToken: (db) => [tokens.findPersonalToken(db, ID, ID, NOW)],
	insertPersonalToken: () => [],
	touchPersonalToken: (db) => [tokens.touchPersonalToken(db, ID, ID, NOW)],
	deletePersonalToken: (db) => [tokens.deletePersonalToken(db, ID, ID)],
	countEvents: (db) => [metrics.countEvents(db, ID, ID)],
	// Reads whole tables, which is why it may be asked once an hour only: workers/metrics/store.ts.
	countUsersAndTasks: () => [],
	listTaskEvents: (db) => [changes.listTaskEvents(db, ID, 1)],
};

const modules = {
	...accounts,
	...changes,
	...drafts,
	...imports,
	...metrics,
	...signingKeys,
	...tasks,
	...tokens,
	...transfer,
};
const functions = Object.entries(modules)
	.filter(([, value]) => typeof value === "function" && !(value.prototype instanceof Error))
	.map(([name]) => name);

test("every statement of the app is among those looked at here", () => {
	expect(Object.keys(USES).toSorted()).toEqual(functions.toSorted());
});

describe("no statement reads a whole table", () => {
	test.each(Object.entries(USES))("%s", async (_, use) => {
		for (const statement of await statementsOf(use)) {
			const parameters = Array<null>(statement.split("?").length - 1).fill(null);
			const { results } = await env.DB.prepare(`explain query plan ${statement}`)
				.bind(...parameters)
				.all();
			const scans = results.map(({ detail }) => String(detail)).filter(isFullScan);
			expect(scans, statement).toEqual([]);
		}
	});
});

test("a full scan would be noticed", async () => {
	const { results } = await env.DB.prepare("explain query plan select title from tasks").all();
	expect(results.map(({ detail }) => String(detail)).filter(isFullScan)).toEqual(["SCAN tasks"]);
});

/** A scan of JSON, of the search index for a term, or of what another step has found, is none. */
function isFullScan(detail: string) {
	if (!detail.startsWith("SCAN")) return false;
	// A table of a few rows, however many users there are.
	if (/^SCAN signing_keys\b/.test(detail)) return false;
	if (detail.startsWith("SCAN task_search")) return !/VIRTUAL TABLE INDEX \d+:(M|=)/.test(detail);
	// What `with … as materialized` has found before.
	if (/^SCAN (staged|mine|theirs|pairs|doomed|ranked|past)\b/.test(detail)) return false;
	return !/VIRTUAL TABLE INDEX|^SCAN CONSTANT ROW|^SCAN \(/.test(detail);
}

/** The SQL of all that `use` sends, without sending it; a statement that is made is sent for it. */
async function statementsOf(use: (db: Db) => unknown[]): Promise<string[]> {
	const seen: string[] = [];
	const nothing = () => env.DB.prepare("select 0 where 0");
	const recorder = {
		prepare(query: string) {
			seen.push(query);
			return { bind: nothing };
		},
		batch: (statements: D1PreparedStatement[]) => env.DB.batch(statements),
	};
	const db = new Connection(recorder as unknown as D1Database).open();
	for (const made of use(db)) {
		if (made instanceof Promise) await made.catch(() => {});
		else if (isStatement(made)) await transact(db, [made]);
		else await made;
	}
	return seen;
}

function isStatement(value: unknown): value is Statement {
	return (
		typeof value === "object" && value !== null && ("toSQL" in value || "queryChunks" in value)
	);
}
