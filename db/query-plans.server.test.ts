import { env } from "cloudflare:workers";
import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { zonePeriods } from "#domain/statistics/zone-periods.ts";
import { DUE_WINDOWS, SORT_FIELDS, type TaskQuery } from "#domain/task/task-list.ts";
import { localTime } from "#domain/time/local-time.ts";
import { NOW } from "#tests/factories.ts";
import { plainTask } from "#tests/task.ts";
import * as accounts from "./accounts/accounts.server.ts";
import * as archive from "./accounts/archive.server.ts";
import * as confirmations from "./accounts/confirmations.server.ts";
import * as drafts from "./accounts/drafts.server.ts";
import * as signingKeys from "./accounts/signing-keys.server.ts";
import * as tokens from "./accounts/tokens.server.ts";
import * as deliveries from "./channels/deliveries.server.ts";
import * as notifications from "./channels/notifications.server.ts";
import * as pushSubscriptions from "./channels/push-subscriptions.server.ts";
import * as recipients from "./channels/recipients.server.ts";
import * as webhooks from "./channels/webhooks.server.ts";
import { type AnyStatement, Connection, type Db, transact } from "./client.server.ts";
import * as events from "./events.server.ts";
import * as metrics from "./metrics.server.ts";
import * as changes from "./tasks/changes.server.ts";
import * as history from "./tasks/history.server.ts";
import * as reminders from "./tasks/reminders.server.ts";
import * as statistics from "./tasks/statistics.server.ts";
import * as taskEvents from "./tasks/task-events.server.ts";
import * as taskLists from "./tasks/task-lists.server.ts";
import * as tasks from "./tasks/tasks.server.ts";
import * as undoable from "./tasks/undo.server.ts";
import * as imports from "./transfer/imports.server.ts";
import * as transfer from "./transfer/transfer.server.ts";

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

const task = plainTask(NOW);

const subscription = {
	id: ID,
	userId: ID,
	endpoint: "x",
	p256dh: "x",
	auth: "x",
	userAgent: "x",
	sessionId: "x",
	signInId: null,
	createdAt: NOW,
};
const draft = { id: ID, secretHash: "x", userId: ID };
const mark = { id: ID, userId: ID, actor: "web", requestId: "x", at: NOW } as const;
const ref = { userId: ID, importId: ID };
const undo = { ...mark, importId: ID, summary: "x" };

/** Each export of db/ that sends or makes statements, called in each way that changes them. */
const USES: Record<string, (db: Db) => unknown[]> = {
	findUserByEmail: (db) => [accounts.findUserByEmail(db, "a@example.com")],
	findPasswordHash: (db) => [accounts.findPasswordHash(db, ID)],
	insertUser: () => [],
	updateUser: (db) => [accounts.updateUser(db, ID, { name: "x" })],
	deleteUser: (db) => [...accounts.deleteUser(db, ID), ...accounts.deleteUser(db, ID, NOW)],
	insertConfirmation: (db) => [
		confirmations.insertConfirmation(db, {
			id: "x",
			userId: ID,
			email: "a@example.com",
			createdAt: NOW,
			expiresAt: NOW,
		})[1],
	],
	findConfirmation: (db) => [confirmations.findConfirmation(db, "x", NOW)],
	listConfirmationTimes: (db) => [confirmations.listConfirmationTimes(db, ID, NOW)],
	confirmEmail: (db) =>
		confirmations.confirmEmail(db, { userId: ID, email: "a@example.com", now: NOW }),
	findEmailState: (db) => [confirmations.findEmailState(db, ID)],
	deleteExpiredConfirmations: (db) => [confirmations.deleteExpiredConfirmations(db, NOW)],
	listUsersToDelete: (db) => [accounts.listUsersToDelete(db, NOW, 10)],
	findSessionAndUser: (db) => [accounts.findSessionAndUser(db, "x", ID)],
	listSessions: (db) => [accounts.listSessions(db, ID, NOW)],
	insertSession: () => [],
	extendSession: (db) => [
		accounts.extendSession(db, { userId: "x", id: "x", expiresAt: NOW, longestMs: 1 }),
	],
	deleteSessionOf: (db) => [accounts.deleteSessionOf(db, ID, "x")],
	deleteSessionsOf: (db) => [accounts.deleteSessionsOf(db, ID)],
	deleteOtherSessionsOf: (db) => [accounts.deleteOtherSessionsOf(db, ID, "x")],
	deleteExpiredSessions: (db) => [accounts.deleteExpiredSessions(db, NOW)],
	insertAccountEvent: () => [],
	findWholeAccount: (db) => [archive.findWholeAccount(db, ID)],
	listAccountEventsAfter: (db) => [archive.listAccountEventsAfter(db, ID, "", 50)],
	listTaskEventsAfter: (db) => [archive.listTaskEventsAfter(db, ID, { taskId: 0, id: "" }, 50)],
	listNotificationsAfter: (db) => [
		archive.listNotificationsAfter(db, ID, { createdAt: NOW, id: "" }, 50),
	],
	insertDraft: () => [],
	findDraft: (db) => [drafts.findDraft(db, draft)],
	listDraftTasks: (db) => [drafts.listDraftTasks(db, draft)],
	deleteDraft: (db) => [drafts.deleteDraft(db, draft)],
	deleteDraftsBefore: (db) => [drafts.deleteDraftsBefore(db, NOW)],
	listTasks: (db) => queries.map((query) => taskLists.listTasks(db, ID, query, time)),
	listWholeTasks: (db) => queries.map((query) => taskLists.listWholeTasks(db, ID, query, time)),
	countTasks: (db) => queries.map((query) => taskLists.countTasks(db, ID, query, time)),
	findTask: (db) => [tasks.findTask(db, ID, 1)],
	listTaskTrees: (db) => [tasks.listTaskTrees(db, ID, [1, 2])],
	listTasksOfChange: (db) => [tasks.listTasksOfChange(db, ID, undoable.lastDone(ID))],
	listSuccessors: (db) => [tasks.listSuccessors(db, ID, [1, 2])],
	listOpenOfChange: (db) => [tasks.listOpenOfChange(db, ID, undoable.lastDone(ID))],
	listUnfinishedSeries: (db) => [tasks.listUnfinishedSeries(db, NOW, 1)],
	listSubtasks: (db) => [tasks.listSubtasks(db, ID, 1)],
	countOpenTasks: (db) => [taskLists.countOpenTasks(db, ID, time)],
	listTagCounts: (db) => [taskLists.listTagCounts(db, ID)],
	countByStatusAndPriority: (db) => [statistics.countByStatusAndPriority(db, ID, time)],
	countByTag: (db) => [statistics.countByTag(db, ID, 50)],
	listCompletionDays: (db) => [
		statistics.listCompletionDays(db, ID, zonePeriods("America/New_York", NOW)),
	],
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
				taskLimit: 100,
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
	openChange: () => [],
	makeTasks: () => [],
	takeNumbers: () => [],
	constraintError: () => [],
	stageRows: () => [imports.stageRows(ref, "[]")],
	linkRows: () => [imports.linkRows(ref, "[]")],
	addRowNotes: () => [imports.addRowNotes(ref, "[]")],
	findDuplicates: () => imports.findDuplicates(ref),
	beginImport: () => imports.beginImport({ ...mark, summary: "x", redoes: ID, taskLimit: 100 }),
	importRowsTo: () => Object.values(imports.importRowsTo(mark, 0, 10)).flat(),
	beginUndo: () => imports.beginUndo(undo),
	undoSome: () => Object.values(imports.undoSome(undo, 10)),
	endUndo: () => Object.values(imports.endUndo(undo)),
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
	findImportOf: (db) => [transfer.findImportOf(db, ID, undoable.lastDone(ID))],
	listImportedTasks: (db) => [transfer.listImportedTasks(db, ID, ID, { after: "", limit: 10 })],
	listImports: (db) => [transfer.listImports(db, ID)],
	listImportNoteRows: (db) => [transfer.listImportNoteRows(db, ID, ID, { limit: 10, offset: 0 })],
	deleteExpiredImports: (db) => transfer.deleteExpiredImports(db, NOW),
	lastDone: (db) => [db.run(sql`select ${undoable.lastDone(ID)}`)],
	firstUndone: (db) => [db.run(sql`select ${undoable.firstUndone(ID)}`)],
	countLaterSteps: (db) => [undoable.countLaterSteps(db, ID, undoable.lastDone(ID))],
	laterSteps: () => [],
	parseTask: () => [],
	listChanges: (db) => [history.listChanges(db, ID, page)],
	countChanges: (db) => [history.countChanges(db, ID)],
	listFirstEvents: (db) => [history.listFirstEvents(db, ID, page, 3)],
	findChange: (db) => [undoable.findChange(db, ID, undoable.lastDone(ID))],
	listChangeEvents: (db) => [undoable.listChangeEvents(db, ID, undoable.firstUndone(ID))],
	listTaskHistory: (db) => [taskEvents.listTaskHistory(db, ID, 1)],
	findCurrentSigningKey: (db) => [signingKeys.findCurrentSigningKey(db, NOW)],
	selectCurrentSigningKey: (db) => [signingKeys.selectCurrentSigningKey(db, NOW)],
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
	rotateRefreshToken: (db) =>
		tokens.rotateRefreshToken(db, {
			usedHash: "x",
			nextHash: "y",
			now: NOW,
			expiresAt: NOW,
			longestMs: 1,
		}),
	selectRefreshTokenOwner: (db) => [tokens.selectRefreshTokenOwner(db, "x")],
	listSignIns: (db) => [tokens.listSignIns(db, ID, NOW)],
	deleteSignIn: (db) => [tokens.deleteSignIn(db, ID, ID)],
	deleteSignInsOf: (db) => [tokens.deleteSignInsOf(db, ID)],
	deleteExpiredSignIns: (db) => [tokens.deleteExpiredSignIns(db, NOW)],
	listPersonalTokens: (db) => [tokens.listPersonalTokens(db, ID)],
	findPersonalToken: (db) => [
		tokens.findPersonalToken(db, { userId: ID, tokenId: ID, hash: ID }, NOW),
	],
	insertPersonalToken: () => [],
	touchPersonalToken: (db) => [tokens.touchPersonalToken(db, ID, ID, NOW)],
	deletePersonalToken: (db) => [tokens.deletePersonalToken(db, ID, ID)],
	deletePersonalTokensOf: (db) => [tokens.deletePersonalTokensOf(db, ID)],
	countEvents: (db) => [metrics.countEvents(db, ID, ID)],
	// Reads whole tables, which is why it may be asked once an hour only: workers/metrics/store.ts.
	countUsersAndTasks: () => [],
	insertDeliveries: () => [
		...deliveries.insertDeliveries(
			ID,
			[
				{
					id: ID,
					channel: "push",
					targetId: ID,
					sourceId: ID,
					type: "reminder-due",
					payload: {},
					nextAttemptAt: NOW,
				},
			],
			NOW,
		),
	],
	claimDeliveriesAbout: () => [
		deliveries.claimDeliveriesAbout(ID, [ID], { now: NOW, leaseUntil: NOW, limit: 50 }),
	],
	claimDueDeliveries: () => [
		deliveries.claimDueDeliveries({ now: NOW, leaseUntil: NOW, limit: 50 }),
	],
	recordDeliveryResults: () => [
		deliveries.recordDeliveryResults(
			[
				{
					id: ID,
					attempts: 1,
					state: "delivered",
					nextAttemptAt: null,
					status: 201,
					error: null,
				},
			],
			NOW,
		),
	],
	failPendingDeliveries: () => [deliveries.failPendingDeliveries(ID, ID, "x")],
	deleteDeliveriesTo: (db) => [deliveries.deleteDeliveriesTo(db, ID, ID)],
	deleteDeliveriesBefore: (db) => [deliveries.deleteDeliveriesBefore(db, ID, 9)],
	listDeliveriesTo: (db) => [deliveries.listDeliveriesTo(db, ID, ID)],
	findRecipient: (db) => [recipients.findRecipient(db, ID)],
	findNotificationSettings: (db) => [recipients.findNotificationSettings(db, ID)],
	patchNotificationSettings: () => [recipients.patchNotificationSettings(ID, { push: false }, {})],
	listPushTargets: (db) => [recipients.listPushTargets(db, ID, NOW)],
	listWebhookTargets: (db) => [recipients.listWebhookTargets(db, ID)],
	listNotificationsToDeliver: (db) => [recipients.listNotificationsToDeliver(db, ID, [ID])],
	listPushSubscriptions: (db) => [pushSubscriptions.listPushSubscriptions(db, ID)],
	upsertPushSubscription: () => [pushSubscriptions.upsertPushSubscription(subscription, 20)],
	deleteOthersPushSubscriptions: (db) => [
		pushSubscriptions.deleteOthersPushSubscriptions(db, subscription),
	],
	movePushSubscriptions: (db) => [
		pushSubscriptions.movePushSubscriptions(db, ID, { from: "x", to: "y" }),
	],
	deleteUnboundPushSubscriptions: (db) => [pushSubscriptions.deleteUnboundPushSubscriptions(db)],
	isLivePushSubscription: () => [],
	deletePushSubscription: (db) => [pushSubscriptions.deletePushSubscription(db, ID, ID)],
	deletePushEndpoint: (db) => [pushSubscriptions.deletePushEndpoint(db, ID, "x")],
	listWebhooks: (db) => [webhooks.listWebhooks(db, ID)],
	findWebhook: (db) => [webhooks.findWebhook(db, ID, ID)],
	hasWebhook: () => [...deliveries.insertDeliveries(ID, [], NOW, webhooks.hasWebhook(ID, ID))],
	insertWebhook: () => [
		webhooks.insertWebhook(
			{
				id: ID,
				userId: ID,
				url: "x",
				sealedSecret: "x",
				types: [],
				verifiedAt: NOW,
				createdAt: NOW,
			},
			10,
		),
	],
	deleteWebhook: (db) => [webhooks.deleteWebhook(db, ID, ID)],
	deleteWebhooksOf: (db) => webhooks.deleteWebhooksOf(db, ID),
	enableWebhook: (db) => [webhooks.enableWebhook(db, ID, ID)],
	recordWebhookVerified: (db) => [webhooks.recordWebhookVerified(db, ID, ID, NOW)],
	recordWebhookSuccess: (db) => [webhooks.recordWebhookSuccess(db, ID, ID)],
	recordWebhookFailure: (db) => [webhooks.recordWebhookFailure(db, ID, ID, NOW)],
	disableWebhook: () =>
		webhooks.disableWebhook({
			userId: ID,
			id: ID,
			now: NOW,
			failingSince: NOW,
			notification: { id: ID, title: "x", body: "x" },
		}),
	listTaskEvents: (db) => [taskEvents.listTaskEvents(db, ID, 1)],
	listEvents: (db) => [events.listEvents(db, ID, [ID])],
	listNotificationIds: (db) => [events.listNotificationIds(db, ID, [ID])],
	markEventsPublished: (db) => [events.markEventsPublished(db, ID, [ID], NOW)],
	listUnpublishedEvents: (db) => [
		events.listUnpublishedEvents(db, { after: NOW, before: NOW, limit: 9 }),
	],
	countUnpublishedEvents: (db) => [events.countUnpublishedEvents(db, NOW)],
	deleteEventsBefore: (db) => [events.deleteEventsBefore(db, ID, 9)],
	countReminderLags: (db) => [metrics.countReminderLags(db, ID, ID, [1, 2])],
	listNotifications: (db) =>
		[true, false].map((unread) =>
			notifications.listNotifications(db, ID, { unread, page: 1, limit: 50 }),
		),
	countNotifications: (db) =>
		[true, false].map((unread) => notifications.countNotifications(db, ID, unread)),
	findNotification: (db) => [notifications.findNotification(db, ID, ID)],
	updateNotification: (db) => [notifications.updateNotification(db, ID, ID, { readAt: NOW })],
	markNotificationsRead: (db) => [notifications.markNotificationsRead(db, ID, NOW)],
	markTasksNotificationsRead: (db) => [notifications.markTasksNotificationsRead(db, ID, [1], NOW)],
	deleteNotificationsBefore: (db) => [notifications.deleteNotificationsBefore(db, ID, 9)],
	findRemindedUser: (db) => [reminders.findRemindedUser(db, ID)],
	listRemindedTasks: (db) => [reminders.listRemindedTasks(db, ID)],
	listOpenTasks: (db) => [reminders.listOpenTasks(db, ID, [1, 2])],
	listSnoozedNotifications: (db) => [reminders.listSnoozedNotifications(db, ID)],
	recordFired: (db) => [reminders.recordFired(db, [], { userId: ID, requestId: ID, now: NOW })],
	clearSnooze: (db) => [reminders.clearSnooze(db, ID, [ID], NOW)],
	insertDigest: (db) => [
		reminders.insertDigest(db, {
			id: ID,
			userId: ID,
			key: "x",
			title: "x",
			body: "",
			scheduledFor: NOW,
			late: false,
			createdAt: NOW,
		}),
	],
	setNextReminder: (db) => [reminders.setNextReminder(db, ID, NOW)],
	listUsersToRemind: (db) => [reminders.listUsersToRemind(db, NOW, 9)],
	listUsersWithReminders: (db) => [
		reminders.listUsersWithReminders(db, { from: "a", until: "b", limit: 9 }),
	],
	shiftRemindersSince: (db) => [reminders.shiftRemindersSince(db, ID, 9)],
};

const modules = {
	...accounts,
	...confirmations,
	...archive,
	...changes,
	...undoable,
	...taskEvents,
	...deliveries,
	...drafts,
	...events,
	...imports,
	...history,
	...metrics,
	...notifications,
	...reminders,
	...pushSubscriptions,
	...recipients,
	...signingKeys,
	...statistics,
	...taskLists,
	...tasks,
	...tokens,
	...webhooks,
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
			expect((await planOf(statement)).filter(isFullScan), statement).toEqual([]);
		}
	});
});

test.each<[string, (db: Db) => Promise<unknown>]>([
	["all tasks", (db) => taskLists.listWholeTasks(db, ID, page, time)],
	["open tasks", (db) => taskLists.listWholeTasks(db, ID, { ...page, status: "pending" }, time)],
	["overdue tasks", (db) => taskLists.listWholeTasks(db, ID, { ...page, due: "overdue" }, time)],
])("%s by date are read no further than a page", async (_, list) => {
	const [statement = ""] = await statementsOf((db) => [list(db)]);
	expect(await planOf(statement)).not.toContainEqual(expect.stringContaining("FOR ORDER BY"));
});

test("a full scan would be noticed", async () => {
	const plan = await planOf("select title from tasks");
	expect(plan.filter(isFullScan)).toEqual(["SCAN tasks"]);
});

/** The steps that SQLite would take for a statement, in its words. */
async function planOf(statement: string): Promise<string[]> {
	const parameters = Array<null>(statement.split("?").length - 1).fill(null);
	const { results } = await env.DB.prepare(`explain query plan ${statement}`)
		.bind(...parameters)
		.all();
	return results.map(({ detail }) => String(detail));
}

/** A scan of JSON, of the search index for a term, or of what another step has found, is none. */
function isFullScan(detail: string) {
	if (!detail.startsWith("SCAN")) return false;
	// A table of a few rows, however many users there are.
	if (/^SCAN signing_keys\b/.test(detail)) return false;
	if (detail.startsWith("SCAN task_search")) return !/VIRTUAL TABLE INDEX \d+:(M|=)/.test(detail);
	// What `with … as materialized` has found before.
	if (/^SCAN (staged|mine|theirs|pairs|doomed|ranked|past|made)\b/.test(detail)) return false;
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

function isStatement(value: unknown): value is AnyStatement {
	return (
		typeof value === "object" &&
		value !== null &&
		("toSQL" in value || "queryChunks" in value || "readRow" in value)
	);
}
