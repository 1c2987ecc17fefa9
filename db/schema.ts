import { sql } from "drizzle-orm";
import {
	check,
	customType,
	index,
	integer,
	primaryKey,
	sqliteTable,
	text,
	uniqueIndex,
} from "drizzle-orm/sqlite-core";
import { THEMES } from "#app/auth/theme.ts";
import type { Actor, EventType } from "#app/tasks/event.ts";
import {
	PRIORITIES,
	type Recurrence,
	type Reminder,
	STATUSES,
	type WallClock,
} from "#app/tasks/task.ts";

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

export function wallClockToColumn(value: WallClock): string {
	return value.length === 10 ? value + ALL_DAY : value;
}

const instant = () => integer({ mode: "timestamp_ms" }).notNull();

export const users = sqliteTable(
	"users",
	{
		id: text().primaryKey(),
		email: text().notNull(),
		name: text().notNull(),
		passwordHash: text().notNull(),
		timeZone: text().notNull(),
		theme: text({ enum: THEMES }).notNull().default("system"),
		/** The number of the user's newest task. It only counts up, so that no number is used twice. */
		taskSeq: integer().notNull().default(0),
		createdAt: instant(),
	},
	(t) => [uniqueIndex("users_email").on(sql`lower(${t.email})`)],
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
		completedAt: integer({ mode: "timestamp_ms" }),
		createdAt: instant(),
		updatedAt: instant(),
		version: integer().notNull(),
	},
	(t) => [
		uniqueIndex("tasks_user_id").on(t.userId, t.id),
		index("tasks_user_status_due").on(t.userId, t.status, t.due),
		index("tasks_user_parent").on(t.userId, t.parentId),
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
		createdAt: instant(),
	},
	(t) => [
		index("events_user_task").on(t.userId, t.taskId, t.id),
		index("events_user_change").on(t.userId, t.changeId),
	],
);

/**
 * What was typed into a form that was sent after its session had ended. Nobody is signed in then, so
 * a draft has no owner: whoever knows its id, which only went to that browser, may pick it up.
 */
export const drafts = sqliteTable(
	"drafts",
	{
		id: text().primaryKey(),
		action: text().notNull(),
		fields: text({ mode: "json" }).$type<Array<[name: string, value: string]>>().notNull(),
		createdAt: instant(),
	},
	(t) => [index("drafts_created").on(t.createdAt)],
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

export const TOKEN_SCOPES = ["tasks:read", "tasks:write", "chat"] as const;

export const personalTokens = sqliteTable(
	"personal_tokens",
	{
		id: text().primaryKey(),
		userId: ownerId(),
		name: text().notNull(),
		scopes: text({ mode: "json" }).$type<(typeof TOKEN_SCOPES)[number][]>().notNull(),
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
