import { and, desc, eq, gt, lt, lte, ne, sql } from "drizzle-orm";
import type { Db } from "#db/client.server.ts";
import { builder, prepared } from "#db/prepared.server.ts";
import { events, sessions, users } from "#db/schema.ts";
import type { AccountEventType, Actor } from "#domain/event/event-types.ts";
import type { User } from "#domain/user/user.ts";

export type NewUser = Omit<typeof users.$inferInsert, "taskSeq" | "theme">;

/** The account of an e-mail address in any spelling of its letters' case, or undefined. */
export async function findUserByEmail(db: Db, email: string) {
	const [user] = await db.select().from(users).where(sql`lower(${users.email}) = lower(${email})`);
	return user;
}

/** The hash in the PHC string format; null when there is no such user. */
export async function findPasswordHash(db: Db, userId: string) {
	const [row] = await db
		.select({ passwordHash: users.passwordHash })
		.from(users)
		.where(eq(users.id, userId));
	return row?.passwordHash ?? null;
}

/** Fails when another user has the address, in any case of its letters. */
export function insertUser(db: Db, user: NewUser) {
	return db.insert(users).values(user);
}

/** Sets those columns of the user; does nothing when there is no such user. */
export function updateUser(
	db: Db,
	userId: string,
	changes: Partial<Omit<typeof users.$inferInsert, "id" | "email" | "taskSeq" | "createdAt">>,
) {
	return db.update(users).set(changes).where(eq(users.id, userId));
}

/**
 * Statements of one transaction that delete a user and, by foreign keys, all their rows; with `dueBy`
 * only if the account's deletion is scheduled for then or earlier.
 */
export function deleteUser(db: Db, userId: string, dueBy?: Date) {
	const isUser = and(eq(users.id, userId), dueBy && lte(users.deleteAfter, dueBy));
	return [
		sql`delete from task_search where rowid in (
			select key from tasks where user_id in (select ${users.id} from ${users} where ${isUser})
		)`,
		db.delete(users).where(isUser),
	];
}

/** The ids of at most `limit` users whose scheduled deletion is due at `now`, the longest due first. */
export async function listUsersToDelete(db: Db, now: Date, limit: number): Promise<string[]> {
	const rows = await db
		.select({ id: users.id })
		.from(users)
		.where(lte(users.deleteAfter, now))
		.orderBy(users.deleteAfter)
		.limit(limit);
	return rows.map(({ id }) => id);
}

/** What makes a `User`. */
export const userColumns = {
	id: users.id,
	email: users.email,
	name: users.name,
	timeZone: users.timeZone,
	theme: users.theme,
	weekStart: users.weekStart,
	hourCycle: users.hourCycle,
	deleteAfter: users.deleteAfter,
	createdAt: users.createdAt,
};

// No two columns may have one name here, since D1 answers a batch with objects.
const sessionAndUser = prepared(() =>
	builder
		.select({
			...userColumns,
			startedAt: sql`${sessions.createdAt}`.mapWith(sessions.createdAt).as("started_at"),
			expiresAt: sessions.expiresAt,
		})
		.from(sessions)
		.innerJoin(users, eq(users.id, sessions.userId))
		.where(
			and(eq(sessions.id, sql.placeholder("id")), eq(sessions.userId, sql.placeholder("userId"))),
		),
);

/** The user's session of that hashed id, expired or not, together with its user; or null. */
export async function findSessionAndUser(
	db: Db,
	id: string,
	userId: string,
): Promise<{ user: User; startedAt: Date; expiresAt: Date } | null> {
	const [row] = await sessionAndUser(db, { id, userId });
	if (!row) return null;
	const { startedAt, expiresAt, ...user } = row;
	return { user, startedAt, expiresAt };
}

/** The user's sessions that have not expired, newest first. `id` is the hash. */
export async function listSessions(db: Db, userId: string, now: Date) {
	return db
		.select({
			id: sessions.id,
			userAgent: sessions.userAgent,
			createdAt: sessions.createdAt,
			expiresAt: sessions.expiresAt,
		})
		.from(sessions)
		.where(and(eq(sessions.userId, userId), gt(sessions.expiresAt, now)))
		.orderBy(desc(sessions.createdAt));
}

/** `id` is the SHA-256 of the session's id in hex. */
export function insertSession(db: Db, session: typeof sessions.$inferInsert) {
	return db.insert(sessions).values(session);
}

type Extension = {
	userId: string;
	/** The hash. */
	id: string;
	expiresAt: Date;
	/** How long after its start it ends at the latest. */
	longestMs: number;
};

/** Extends the user's session. */
export function extendSession(db: Db, { userId, id, expiresAt, longestMs }: Extension) {
	const latest = sql`min(${expiresAt.getTime()}, ${sessions.createdAt} + ${longestMs})`;
	return db
		.update(sessions)
		.set({ expiresAt: latest })
		.where(and(eq(sessions.userId, userId), eq(sessions.id, id)));
}

/** Ends one session of the user by its hashed id. */
export function deleteSessionOf(db: Db, userId: string, id: string) {
	return db.delete(sessions).where(and(eq(sessions.userId, userId), eq(sessions.id, id)));
}

/** Ends all sessions of the user. */
export function deleteSessionsOf(db: Db, userId: string) {
	return db.delete(sessions).where(eq(sessions.userId, userId));
}

/** Ends all sessions of the user but the one of that hashed id. */
export function deleteOtherSessionsOf(db: Db, userId: string, keptId: string) {
	return db.delete(sessions).where(and(eq(sessions.userId, userId), ne(sessions.id, keptId)));
}

/** Of all users. */
export function deleteExpiredSessions(db: Db, now: Date) {
	return db.delete(sessions).where(lt(sessions.expiresAt, now));
}

export type AccountEvent = {
	id: string;
	userId: string;
	type: AccountEventType;
	actor: Actor;
	requestId: string;
	at: Date;
};

/** Writes an event of the account itself, to which no task belongs. */
export function insertAccountEvent(db: Db, { at, ...event }: AccountEvent) {
	return db.insert(events).values({ ...event, createdAt: at });
}
