import { eq, lt } from "drizzle-orm";
import type { Db } from "#db/client.server.ts";
import { drafts } from "#db/schema.ts";

/** A form that was sent without a session, kept until its sender has signed in. */
export type Draft = typeof drafts.$inferSelect;

/** Keeps a draft; `fields` must not contain passwords or other secrets. */
export function insertDraft(db: Db, draft: Draft) {
	return db.insert(drafts).values(draft);
}

/** The draft of that id, or null. It has no owner: its id is random, and only its sender knows it. */
export async function findDraft(db: Db, id: string): Promise<Draft | null> {
	const [draft] = await db.select().from(drafts).where(eq(drafts.id, id));
	return draft ?? null;
}

/** Deletes the drafts that were kept before that time. */
export function deleteDraftsBefore(db: Db, before: Date) {
	return db.delete(drafts).where(lt(drafts.createdAt, before));
}
