import { rootCause } from "#app/core/errors.ts";
import {
	deleteOtherSessionsOf,
	deleteUser,
	listUsersToDelete,
	updateUser,
} from "#db/accounts/accounts.server.ts";
import { deleteSignInsOf } from "#db/accounts/tokens.server.ts";
import { type Db, transact } from "#db/client.server.ts";
import { confirmPassword } from "./account-commands.server.ts";
import type { OwnAccountScope } from "./own-account.server.ts";

/** For that long one can change one's mind. */
export const GRACE_DAYS = 7;
const DAY_MS = 86_400_000;
/** Deletes that many in one run of the daily clean-up; the rest is for the next day. */
const ACCOUNTS_PER_RUN = 200;

/**
 * Has the account deleted in a week, and ends its sessions elsewhere, those of programs included.
 * Answers when. Throws `Invalid` on a wrong password.
 */
export async function leave(scope: OwnAccountScope, password: string): Promise<Date> {
	await confirmPassword(scope, password, "password");
	const { db, userId, sessionId, now } = scope;
	const deleteAfter = new Date(now.getTime() + GRACE_DAYS * DAY_MS);
	await transact(db, [
		updateUser(db, userId, { deleteAfter }),
		deleteOtherSessionsOf(db, userId, sessionId),
		deleteSignInsOf(db, userId),
	]);
	return deleteAfter;
}

/** Takes back that the account is to be deleted; harmless when it is not. */
export async function stay({ db, userId }: Pick<OwnAccountScope, "db" | "userId">) {
	await updateUser(db, userId, { deleteAfter: null });
}

/**
 * Deletes the accounts whose week is over, with everything that belongs to them. `empty` is for what
 * is not in D1: while it fails the account stays, so that it is tried again.
 */
export async function deleteDueAccounts(
	db: Db,
	now: Date,
	empty: (userId: string) => Promise<void>,
): Promise<void> {
	for (const userId of await listUsersToDelete(db, now, ACCOUNTS_PER_RUN)) {
		try {
			await empty(userId);
			await transact(db, deleteUser(db, userId, now));
		} catch (error) {
			// One that cannot be deleted now must not keep the others.
			const { message } = rootCause(error);
			console.error(JSON.stringify({ level: "error", message: `Not deleted: ${message}`, userId }));
		}
	}
}
