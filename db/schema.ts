import { type SQL, type SQLWrapper, sql } from "drizzle-orm";
import {
	type AnySQLiteColumn,
	check,
	customType,
	foreignKey,
	index,
	integer,
	primaryKey,
	sqliteTable,
	text,
	uniqueIndex,
} from "drizzle-orm/sqlite-core";
import type { Actor, EventType, TaskEventType } from "#domain/event/event-types.ts";
import type { NotificationSettings } from "#domain/notification/notification-settings.ts";
import type { Recurrence } from "#domain/recurrence/recurrence-rule.ts";
import { PRIORITIES, type Reminder, type Series, STATUSES } from "#domain/task/task.ts";
import type { WallClock } from "#domain/time/wall-clock.ts";
import { IMPORT_FORMATS } from "#domain/transfer/transfer.ts";
import { THEMES } from "#domain/user/theme.ts";
import type { TokenScope } from "#domain/user/token-scope.ts";
import { HOUR_CYCLES } from "#domain/user/user.ts";

const ALL_DAY = "T24:00:00";

/**
 * A floating date or date-time that sorts as text. An all-day date ends when its day ends, which
 * ISO 8601 writes as 24:00: so it sorts after the day's timed tasks, and `due < now` means overdue.
 */
export const wallClock = customType<{ data: WallClock; driverData: string }>({
	dataType: () => "text",
	toDriver: wallClockToColumn,
	fromDriver: (value) => (value.endsWith(ALL_DAY) ? value.slice(0, 10) : value),
});

/** A wall clock as its column stores it: an all-day date gets `T24:00:00`. */
export function wallClockToColumn(value: WallClock): string {
	return value.length === 10 ? value + ALL_DAY : value;
}

const instant = () => integer({ mode: "timestamp_ms" }).notNull();

/** 0 for the highest priority. */
export function rankOf(priority: SQLWrapper): SQL {
	const cases = PRIORITIES.map((name, rank) => sql.raw(`when '${name}' then ${rank}`));
	return sql`case ${priority} ${sql.join(cases, sql` `)} end`;
}

export const users = sqliteTable(
	"users",
	{
		id: text().primaryKey(),
		email: text().notNull(),
		name: text().notNull(),
		/** When its owner has shown that mail to the address reaches them; null until then. */
		emailConfirmedAt: integer({ mode: "timestamp_ms" }),
		/** When a link to confirm the address was last asked for; null if never. */
		confirmationSentAt: integer({ mode: "timestamp_ms" }),
		passwordHash: text().notNull(),
		timeZone: text().notNull(),
		theme: text({ enum: THEMES }).notNull().default("system"),
		/** ISO weekday that weeks begin with: 1 is Monday, 7 Sunday. */
		weekStart: integer().notNull().default(1),
		hourCycle: text({ enum: HOUR_CYCLES }).notNull().default("h23"),
		/** Which channels notifications take, quiet hours, and the digest; null until changed. */
		notificationSettings: text({ mode: "json" }).$type<NotificationSettings>(),
		/** Counts up when the address of the calendar feed is renewed; 0 is no feed. */
		calendarSeq: integer().notNull().default(0),
		/** Set when the owner asked for the account to be deleted: from then on it may be. */
		deleteAfter: integer({ mode: "timestamp_ms" }),
		/**
		 * When the user's object means to ring next. A hint for the hourly repair, which asks objects
		 * that should be up to something soon whether they still know.
		 */
		nextReminderAt: integer({ mode: "timestamp_ms" }),
		/** The number of the user's newest task. It only counts up, so that no number is used twice. */
		taskSeq: integer().notNull().default(0),
		/** How many tasks the user has. Triggers on `tasks` keep it (the migration that adds it). */
		taskCount: integer().notNull().default(0),
		createdAt: instant(),
	},
	(t) => [
		uniqueIndex("users_email").on(sql`lower(${t.email})`),
		index("users_next_reminder").on(t.nextReminderAt).where(sql`${t.nextReminderAt} is not null`),
		index("users_delete_after").on(t.deleteAfter).where(sql`${t.deleteAfter} is not null`),
	],
);

const ownerId = () =>
	text()
		.notNull()
		.references(() => users.id, { onDelete: "cascade" });

export const sessions = sqliteTable(
	"sessions",
	{
		/** SHA-256 of the session id, so that whoever reads the table cannot sign in with it. */
		id: text().primaryKey(),
		userId: ownerId(),
		userAgent: text().notNull(),
		createdAt: instant(),
		expiresAt: instant(),
	},
	(t) => [index("sessions_user").on(t.userId), index("sessions_expiry").on(t.expiresAt)],
);

export const tasks = sqliteTable(
	"tasks",
	{
		/** The row's number for the search index; never shown (`id` counts per user). */
		key: integer().primaryKey({ autoIncrement: true }),
		userId: ownerId(),
		id: integer().notNull(),
		title: text().notNull(),
		description: text().notNull(),
		status: text({ enum: STATUSES }).notNull(),
		priority: text({ enum: PRIORITIES }).notNull(),
		due: wallClock(),
		tags: text({ mode: "json" }).$type<string[]>().notNull(),
		parentId: integer(),
		recurrence: text({ mode: "json" }).$type<Recurrence>(),
		reminders: text({ mode: "json" }).$type<Reminder[]>().notNull(),
		/** Where a repeating task stands in its series. */
		series: text({ mode: "json" }).$type<Series>(),
		/** Reminders of a time before this have no effect: they were past when they were set. */
		remindersSince: integer({ mode: "timestamp_ms" }),
		completedAt: integer({ mode: "timestamp_ms" }),
		createdAt: instant(),
		updatedAt: instant(),
		version: integer().notNull(),
	},
	(t) => [
		uniqueIndex("tasks_user_id").on(t.userId, t.id),
		uniqueIndex("tasks_open_of_series")
			.on(t.userId, sql`(${t.series} ->> 'id')`)
			.where(sql`${t.status} = 'pending' and ${t.series} is not null`),
		// What the repair of series looks for: nothing, nearly always.
		index("tasks_unfinished_series")
			.on(t.completedAt)
			.where(
				sql`${t.status} = 'completed' and ${t.recurrence} is not null and (${t.series} ->> 'continued') is null`,
			),
		// The order of lists by date (task-lists.server.ts), which they then read no further than a page.
		index("tasks_user_due").on(t.userId, t.due, rankOf(t.priority), t.id),
		index("tasks_user_status_due").on(t.userId, t.status, t.due, rankOf(t.priority), t.id),
		index("tasks_user_parent").on(t.userId, t.parentId),
		// With the status, which is the same in all of it, so that SQLite prefers it to the one above.
		index("tasks_with_reminders")
			.on(t.userId, t.status)
			.where(sql`${t.status} = 'pending' and ${t.reminders} <> '[]'`),
		index("tasks_user_completed")
			.on(t.userId, t.completedAt, t.createdAt)
			.where(sql`${t.completedAt} is not null`),
	],
);

/**
 * `done` can be undone and `undone` can be redone, until a new change makes it `discarded`.
 * An `inverse` is what undo and redo themselves wrote.
 */
export const CHANGE_STATES = ["done", "undone", "discarded", "inverse"] as const;

/**
 * One row for each thing a user did, however many tasks it touched: the unit of undo.
 * `stale` counts the rows that had moved on since the change was worked out. It has to be 0, so a
 * change that lost a race fails as a whole, inside its own transaction (D1 has no interactive ones).
 */
export const changes = sqliteTable(
	"changes",
	{
		userId: ownerId(),
		id: text().notNull(),
		summary: text().notNull(),
		state: text({ enum: CHANGE_STATES }).notNull(),
		stale: integer().notNull().default(0),
		/** SHA-256 of the request that made it, where it came with an Idempotency-Key. */
		digest: text(),
		createdAt: instant(),
	},
	(t) => [
		primaryKey({ columns: [t.userId, t.id] }),
		index("changes_user_state").on(t.userId, t.state, t.createdAt),
		index("changes_user_created").on(t.userId, t.createdAt, t.id),
		check("changes_not_stale", sql`${t.stale} = 0`),
	],
);

/** The audit trail and the outbox: written in the transaction of the change it tells of. */
export const events = sqliteTable(
	"events",
	{
		id: text().primaryKey(),
		userId: ownerId(),
		type: text().$type<EventType>().notNull(),
		taskId: integer(),
		actor: text().$type<Actor>().notNull(),
		before: text(),
		after: text(),
		changeId: text(),
		requestId: text().notNull(),
		/** By the server's clock. */
		createdAt: instant(),
		/** When it was done offline, by that device's clock; null for what was done online. */
		reportedAt: integer({ mode: "timestamp_ms" }),
		/** When the consumers of the queue had done with it. Until then the sweep sends it again. */
		publishedAt: integer({ mode: "timestamp_ms" }),
	},
	(t) => [
		index("events_unpublished").on(t.createdAt).where(sql`${t.publishedAt} is null`),
		index("events_user_task").on(t.userId, t.taskId, t.id),
		index("events_user_change").on(t.userId, t.changeId),
	],
);

/**
 * What was typed into a form that was sent after its session had ended. Nobody is signed in then, so
 * it belongs to the browser that has sent it, which has a secret in a cookie.
 */
export const drafts = sqliteTable(
	"drafts",
	{
		id: text().primaryKey(),
		action: text().notNull(),
		fields: text({ mode: "json" }).$type<Array<[name: string, value: string]>>().notNull(),
		/** SHA-256 of the browser's secret. Null in rows of before, which nobody can open any more. */
		secretHash: text(),
		/** Whose session had ended, where its cookie still said so: nobody else may open it. */
		userId: text().references(() => users.id, { onDelete: "cascade" }),
		/** The numbers of the tasks that it would change. */
		taskIds: text({ mode: "json" }).$type<number[]>(),
		createdAt: instant(),
	},
	(t) => [
		index("drafts_created").on(t.createdAt),
		index("drafts_user").on(t.userId).where(sql`${t.userId} is not null`),
	],
);

/** Links to confirm an address that were mailed, and neither used nor have expired. */
export const addressConfirmations = sqliteTable(
	"address_confirmations",
	{
		/** SHA-256 of the token in the link. */
		id: text().primaryKey(),
		userId: ownerId(),
		/** The address that it was sent to. */
		email: text().notNull(),
		createdAt: instant(),
		expiresAt: instant(),
	},
	(t) => [
		index("address_confirmations_user").on(t.userId, t.createdAt),
		index("address_confirmations_expiry").on(t.expiresAt),
	],
);

/** Keys that sign access tokens. The private half is sealed with AUTH_SECRET. */
export const signingKeys = sqliteTable("signing_keys", {
	kid: text().primaryKey(),
	publicJwk: text({ mode: "json" }).$type<JsonWebKey>().notNull(),
	sealedPrivateKey: text().notNull(),
	createdAt: instant(),
	/** Signs no more from then on; its last tokens are good for a while yet. */
	retiredAt: integer({ mode: "timestamp_ms" }),
});

/** A program's sign-in: the family of its refresh tokens, and the `sid` of its access tokens. */
export const signIns = sqliteTable(
	"sign_ins",
	{
		id: text().primaryKey(),
		userId: ownerId(),
		userAgent: text().notNull(),
		createdAt: instant(),
		expiresAt: instant(),
	},
	(t) => [index("sign_ins_user").on(t.userId), index("sign_ins_expiry").on(t.expiresAt)],
);

export const refreshTokens = sqliteTable(
	"refresh_tokens",
	{
		/** SHA-256 of the token. */
		id: text().primaryKey(),
		signInId: text()
			.notNull()
			.references(() => signIns.id, { onDelete: "cascade" }),
		usedAt: integer({ mode: "timestamp_ms" }),
		createdAt: instant(),
		expiresAt: instant(),
	},
	(t) => [index("refresh_tokens_sign_in").on(t.signInId)],
);

export const personalTokens = sqliteTable(
	"personal_tokens",
	{
		id: text().primaryKey(),
		userId: ownerId(),
		name: text().notNull(),
		scopes: text({ mode: "json" }).$type<TokenScope[]>().notNull(),
		/** SHA-256 of the token. */
		hash: text().notNull(),
		createdAt: instant(),
		expiresAt: integer({ mode: "timestamp_ms" }),
		lastUsedAt: integer({ mode: "timestamp_ms" }),
	},
	(t) => [
		index("personal_tokens_user").on(t.userId),
		uniqueIndex("personal_tokens_hash").on(t.hash),
	],
);

export const NOTIFICATION_TYPES = ["reminder-due", "webhook-disabled", "daily-digest"] as const;

/** What stands under /notifications. The channels' deliveries are made from it. */
export const notifications = sqliteTable(
	"notifications",
	{
		id: text().primaryKey(),
		userId: ownerId(),
		/** Says what it is about, so that it is made once however often an alarm or a queue repeats. */
		key: text().notNull(),
		type: text({ enum: NOTIFICATION_TYPES }).notNull(),
		taskId: integer(),
		eventId: text(),
		title: text().notNull(),
		body: text().notNull(),
		/** When it should have come. */
		scheduledFor: instant(),
		/** It came after an outage, noticeably past its time. */
		late: integer({ mode: "boolean" }).notNull().default(false),
		readAt: integer({ mode: "timestamp_ms" }),
		/** Comes again then. */
		snoozedUntil: integer({ mode: "timestamp_ms" }),
		createdAt: instant(),
	},
	(t) => [
		uniqueIndex("notifications_user_key").on(t.userId, t.key),
		index("notifications_user_created").on(t.userId, t.createdAt),
		index("notifications_unread").on(t.userId).where(sql`${t.readAt} is null`),
		index("notifications_event").on(t.eventId).where(sql`${t.eventId} is not null`),
		index("notifications_snoozed")
			.on(t.userId, t.snoozedUntil)
			.where(sql`${t.snoozedUntil} is not null`),
	],
);

export const DELIVERY_CHANNELS = ["push", "email", "webhook"] as const;
export const DELIVERY_STATES = ["pending", "delivered", "failed"] as const;

/** One message to one place: a push subscription, the user's mailbox, a webhook. */
export const deliveries = sqliteTable(
	"deliveries",
	{
		id: text().primaryKey(),
		userId: ownerId(),
		channel: text({ enum: DELIVERY_CHANNELS }).notNull(),
		/** The subscription or webhook; the user's id for e-mail. */
		targetId: text().notNull(),
		/** The event or notification that it tells of. */
		sourceId: text().notNull(),
		type: text().notNull(),
		payload: text({ mode: "json" }).$type<unknown>().notNull(),
		state: text({ enum: DELIVERY_STATES }).notNull(),
		attempts: integer().notNull().default(0),
		nextAttemptAt: integer({ mode: "timestamp_ms" }),
		lastStatus: integer(),
		lastError: text(),
		createdAt: instant(),
		deliveredAt: integer({ mode: "timestamp_ms" }),
	},
	(t) => [
		uniqueIndex("deliveries_once").on(t.sourceId, t.channel, t.targetId),
		index("deliveries_due").on(t.nextAttemptAt).where(sql`${t.state} = 'pending'`),
		index("deliveries_target").on(t.userId, t.targetId, t.createdAt),
	],
);

export const pushSubscriptions = sqliteTable(
	"push_subscriptions",
	{
		id: text().primaryKey(),
		userId: ownerId(),
		endpoint: text().notNull(),
		p256dh: text().notNull(),
		auth: text().notNull(),
		userAgent: text().notNull(),
		/**
		 * What it was made under, and ends with: a browser's session, or a program's sign-in. Only rows
		 * that an earlier version has written have neither, and nothing is sent to those.
		 */
		sessionId: text().references(() => sessions.id, { onDelete: "cascade" }),
		signInId: text().references((): AnySQLiteColumn => signIns.id, { onDelete: "cascade" }),
		createdAt: instant(),
	},
	(t) => [
		index("push_subscriptions_session").on(t.sessionId),
		index("push_subscriptions_sign_in").on(t.signInId),
		uniqueIndex("push_subscriptions_endpoint").on(t.userId, t.endpoint),
		// A browser that changes hands: whoever signs in next takes it over.
		index("push_subscriptions_browser").on(t.endpoint),
	],
);

export const webhooks = sqliteTable(
	"webhooks",
	{
		id: text().primaryKey(),
		userId: ownerId(),
		url: text().notNull(),
		/** The signing secret, sealed with AUTH_SECRET. */
		sealedSecret: text().notNull(),
		/** The types of event that it is told of. */
		types: text({ mode: "json" }).$type<TaskEventType[]>().notNull(),
		/** When its host answered the challenge; until then it is told of nothing. */
		verifiedAt: integer({ mode: "timestamp_ms" }),
		/** Since when every delivery has failed. */
		failingSince: integer({ mode: "timestamp_ms" }),
		disabledAt: integer({ mode: "timestamp_ms" }),
		createdAt: instant(),
	},
	(t) => [index("webhooks_user").on(t.userId)],
);

/**
 * `reading` takes in the file, `ready` waits for its owner's word, `importing` and `undoing` go on from
 * where they stand.
 */
export const IMPORT_STATES = [
	"reading",
	"ready",
	"importing",
	"imported",
	"undoing",
	"undone",
] as const;

/** A file of tasks that came in. Its rows stay until it is imported, what was said of them a while longer. */
export const imports = sqliteTable(
	"imports",
	{
		userId: ownerId(),
		/** Also the id of the change that it becomes. */
		id: text().notNull(),
		fileName: text(),
		format: text({ enum: IMPORT_FORMATS }),
		state: text({ enum: IMPORT_STATES }).notNull(),
		/** How many tasks it has to bring, and has brought. */
		total: integer().notNull().default(0),
		imported: integer().notNull().default(0),
		duplicates: integer().notNull().default(0),
		ignored: integer().notNull().default(0),
		errors: integer().notNull().default(0),
		/** Rows before this one are done with. */
		nextSeq: integer().notNull().default(0),
		createdAt: instant(),
		updatedAt: instant(),
		/** From then on its rows may be deleted; null when they are. */
		expiresAt: integer({ mode: "timestamp_ms" }),
	},
	(t) => [
		primaryKey({ columns: [t.userId, t.id] }),
		index("imports_user_created").on(t.userId, t.createdAt),
		index("imports_expiry").on(t.expiresAt).where(sql`${t.expiresAt} is not null`),
	],
);

export const ROW_VERDICTS = ["task", "duplicate", "error", "ignored", "note", "imported"] as const;

/** What was found in a file that came in, until it is imported. */
export const importRows = sqliteTable(
	"import_rows",
	{
		userId: text().notNull(),
		importId: text().notNull(),
		/** Their order; see app/transfer/import/import-rows.server.ts. */
		seq: integer().notNull(),
		/** Where it stands in the file. */
		line: integer().notNull(),
		verdict: text({ enum: ROW_VERDICTS }).notNull(),
		message: text(),
		title: text(),
		due: text(),
		status: text({ enum: STATUSES }),
		/** The number and the time of making that the file says, and the series of an open task. */
		wantedId: integer(),
		madeAt: integer(),
		seriesId: text(),
		parentSeq: integer(),
		/** The number that the task gets; of a duplicate the one that it has. */
		number: integer(),
		parentNumber: integer(),
		version: integer(),
		/** The edit row (db/tasks/edit-rows.server.ts) that makes the task. */
		data: text(),
	},
	(t) => [
		primaryKey({ columns: [t.userId, t.importId, t.seq] }),
		foreignKey({
			columns: [t.userId, t.importId],
			foreignColumns: [imports.userId, imports.id],
		}).onDelete("cascade"),
		index("import_rows_told")
			.on(t.userId, t.importId, t.line, t.seq)
			.where(sql`${t.verdict} <> 'task' or ${t.message} is not null`),
	],
);
