import type { Db } from "#db/client.server.ts";

/** What a cron trigger runs. `now` is the present time. */
export type Job = (
	db: Db,
	now: Date,
	env: Env,
	context: Pick<ExecutionContext, "waitUntil">,
) => Promise<unknown>;
