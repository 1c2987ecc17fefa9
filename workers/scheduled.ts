import { deleteExpiredSessions } from "#db/accounts.server.ts";
import { Connection, transact } from "#db/client.server.ts";
import { deleteDraftsBefore } from "#db/drafts.server.ts";
import { deleteSigningKeysRetiredBefore } from "#db/signing-keys.server.ts";
import { deleteExpiredSignIns } from "#db/tokens.server.ts";

const DAY_MS = 86_400_000;

/** The daily clean-up: what has expired, and what nobody came back for. */
export const scheduled: ExportedHandlerScheduledHandler<Env> = async (controller, env) => {
	const db = new Connection(env.DB).open();
	const now = new Date(controller.scheduledTime);
	await transact(db, [
		deleteExpiredSessions(db, now),
		deleteExpiredSignIns(db, now),
		deleteDraftsBefore(db, new Date(now.getTime() - DAY_MS)),
		// Their last tokens have expired long ago.
		deleteSigningKeysRetiredBefore(db, new Date(now.getTime() - DAY_MS)),
	]);
};
