import { deleteExpiredSessions } from "#db/accounts.server.ts";
import { Connection, transact } from "#db/client.server.ts";
import { deleteDraftsBefore } from "#db/drafts.server.ts";

const DAY_MS = 86_400_000;

/** The daily clean-up: what has expired, and what nobody came back for. */
export const scheduled: ExportedHandlerScheduledHandler<Env> = async (controller, env) => {
	const db = new Connection(env.DB).open();
	const now = new Date(controller.scheduledTime);
	await transact(db, [
		deleteExpiredSessions(db, now),
		deleteDraftsBefore(db, new Date(now.getTime() - DAY_MS)),
	]);
};
