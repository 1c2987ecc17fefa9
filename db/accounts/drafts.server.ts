import { eq, lt } from "drizzle-orm";
import type { Db } from "#db/client.server.ts";
import { drafts } from "#db/schema.ts";

export type Draft = typeof drafts.$inferSelect;

export function insertDraft(db: Db, draft: Draft) {
	return db.insert(drafts).values(draft);
}

export async function findDraft(db: Db, id: string): Promise<Draft | null> {
	const [draft] = await db.select().from(drafts).where(eq(drafts.id, id));
	return draft ?? null;
}

export function deleteDraftsBefore(db: Db, before: Date) {
	return db.delete(drafts).where(lt(drafts.createdAt, before));
}
