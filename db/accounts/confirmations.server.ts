import { and, eq, gt, lt } from "drizzle-orm";
import type { Db, Statement } from "#db/client.server.ts";
import { addressConfirmations, users } from "#db/schema.ts";

type NewConfirmation = typeof addressConfirmations.$inferInsert;

/** Statements that keep a link to confirm the user's address, and note that it was asked for. */
export function insertConfirmation(db: Db, confirmation: NewConfirmation): Statement[] {
	const { userId, createdAt } = confirmation;
	return [
		db.insert(addressConfirmations).values(confirmation),
		db.update(users).set({ confirmationSentAt: createdAt }).where(eq(users.id, userId)),
	];
}

/** The confirmation of that id (the hash of its token) that has not expired; or null. */
export async function findConfirmation(db: Db, id: string, now: Date) {
	const [row] = await db
		.select({ userId: addressConfirmations.userId, email: addressConfirmations.email })
		.from(addressConfirmations)
		.where(and(eq(addressConfirmations.id, id), gt(addressConfirmations.expiresAt, now)));
	return row ?? null;
}

/** When links to confirm the user's address were asked for since then, oldest first. */
export async function listConfirmationTimes(db: Db, userId: string, since: Date): Promise<Date[]> {
	const rows = await db
		.select({ createdAt: addressConfirmations.createdAt })
		.from(addressConfirmations)
		.where(and(eq(addressConfirmations.userId, userId), gt(addressConfirmations.createdAt, since)))
		.orderBy(addressConfirmations.createdAt);
	return rows.map(({ createdAt }) => createdAt);
}

type ConfirmedAddress = { userId: string; email: string; now: Date };

/** Statements that confirm the user's address, if it is still that one, and void all their links. */
export function confirmEmail(db: Db, { userId, email, now }: ConfirmedAddress): Statement[] {
	return [
		db
			.update(users)
			.set({ emailConfirmedAt: now })
			.where(and(eq(users.id, userId), eq(users.email, email))),
		db.delete(addressConfirmations).where(eq(addressConfirmations.userId, userId)),
	];
}

/** Whether the user's address is confirmed, and whether a link was ever asked for. */
export async function findEmailState(db: Db, userId: string) {
	const [row] = await db
		.select({
			emailConfirmedAt: users.emailConfirmedAt,
			confirmationSentAt: users.confirmationSentAt,
		})
		.from(users)
		.where(eq(users.id, userId));
	return row ?? { emailConfirmedAt: null, confirmationSentAt: null };
}

/** Of all users. */
export function deleteExpiredConfirmations(db: Db, now: Date) {
	return db.delete(addressConfirmations).where(lt(addressConfirmations.expiresAt, now));
}
