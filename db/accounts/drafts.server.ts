import { and, eq, isNull, lt, or, sql } from "drizzle-orm";
import type { Db } from "#db/client.server.ts";
import { drafts, tasks, users } from "#db/schema.ts";

/** A form that was sent without a session, kept until its sender has signed in. */
export type Draft = typeof drafts.$inferSelect;

/** Which draft, by the browser and the user that may have it. */
export type DraftRef = {
	id: string;
	/** SHA-256, in hex, of the secret that the browser's cookie holds. */
	secretHash: string;
	/** Who asks for it. */
	userId: string;
};

/**
 * Keeps a draft; `fields` must not contain passwords or other secrets. `userId` is whose session had
 * ended, as a cookie says: it counts for nothing when there is no such user any more.
 */
export function insertDraft(db: Db, { userId, ...draft }: Draft) {
	const owner = sql`(select ${users.id} from ${users} where ${users.id} = ${userId})`;
	return db.insert(drafts).values({ ...draft, userId: owner });
}

/** The browser's draft of that id, if it is that user's or nobody's; or null. */
export async function findDraft(db: Db, ref: DraftRef): Promise<Draft | null> {
	const [draft] = await db.select().from(drafts).where(isDraft(ref));
	return draft ?? null;
}

/** Number and title of the user's tasks that a draft would change, as they are now. */
export async function listDraftTasks(db: Db, ref: DraftRef) {
	return db
		.select({ id: tasks.id, title: tasks.title })
		.from(tasks)
		.where(
			and(
				eq(tasks.userId, ref.userId),
				sql`${tasks.id} in (
					select named.value from ${drafts}, json_each(${drafts.taskIds}) as named
					where ${isDraft(ref)}
				)`,
			),
		);
}

/** Deletes the draft that `findDraft` finds. */
export function deleteDraft(db: Db, ref: DraftRef) {
	return db.delete(drafts).where(isDraft(ref));
}

/** Deletes the drafts that were kept before that time. */
export function deleteDraftsBefore(db: Db, before: Date) {
	return db.delete(drafts).where(lt(drafts.createdAt, before));
}

function isDraft({ id, secretHash, userId }: DraftRef) {
	return and(
		eq(drafts.id, id),
		eq(drafts.secretHash, secretHash),
		or(isNull(drafts.userId), eq(drafts.userId, userId)),
	);
}
