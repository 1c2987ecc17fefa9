import { rootCause } from "#app/core/errors.ts";
import { log } from "#app/core/log.ts";
import {
	deleteOtherSessionsOf,
	deleteUser,
	listUsersToDelete,
	updateUser,
} from "#db/accounts/accounts.server.ts";
import { deleteSignInsOf } from "#db/accounts/tokens.server.ts";
import { type Db, transact } from "#db/client.server.ts";
import { DAY_MS } from "#domain/time/durations.ts";
import { confirmPassword } from "./account-commands.server.ts";
import type { OwnAccountScope } from "./own-account.server.ts";

/** How long before the deletion its user can still cancel it. */
const GRACE_DAYS = 7;
/** At most that many in one run of the daily clean-up; the rest waits for the next day. */
const ACCOUNTS_PER_RUN = 200;

/**
 * Schedules the deletion of the user's account in `GRACE_DAYS`, and ends all other sessions, those of
 * programs included. Returns from when on it is deleted. Throws `Invalid` on a wrong password.
 */
export async function scheduleDeletion(scope: OwnAccountScope, password: string): Promise<Date> {
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

/** Cancels the deletion of the user's account; does nothing when none is scheduled. */
export async function cancelDeletion({ db, userId }: Pick<OwnAccountScope, "db" | "userId">) {
	await updateUser(db, userId, { deleteAfter: null });
}

/**
 * Deletes the accounts whose `deleteAfter` has passed, with everything that belongs to them.
 * `deleteUserObject` deletes what is not in D1; when it throws, the account stays and is tried again
 * in the next run. Logs what fails, and throws nothing for a single account.
 */
export async function deleteDueAccounts(
	db: Db,
	now: Date,
	deleteUserObject: (userId: string) => Promise<void>,
): Promise<void> {
	for (const userId of await listUsersToDelete(db, now, ACCOUNTS_PER_RUN)) {
		try {
			await deleteUserObject(userId);
			await transact(db, deleteUser(db, userId, now));
		} catch (error) {
			// One that cannot be deleted now must not hold up the others.
			const { message } = rootCause(error);
			log.error(`Not deleted: ${message}`, { userId });
		}
	}
}
