import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import { AppError } from "#app/core/errors.ts";
import { idFrom } from "#app/core/id.server.ts";
import type { Scope } from "#app/core/scope.server.ts";
import { RepeatedChange } from "#db/tasks/changes.server.ts";
import { findChange, listChangeEvents } from "#db/tasks/undo.server.ts";
import type { Task } from "#domain/task/task.ts";
import { DAY_MS } from "#domain/time/durations.ts";
import type { CommandResult } from "./command-result.ts";

/**
 * What is sent twice is done once. Whoever sends gives a key: a script with each form (`stay`), the
 * quick add form with its text (`key`), a program in the header Idempotency-Key. The id of the change
 * follows from the key, so D1 refuses to write it a second time, wherever both arrive and however
 * close together; the second gets what the first did.
 */

/** What an earlier run under the same key did. */
type EarlierRun = {
	id: string;
	summary: string;
	digest: string | null;
	createdAt: Date;
	/** The first task of the change as it left it; null where it deleted that. */
	task: Task | null;
};

const KEY_LIFETIME_MS = DAY_MS;

/** The key of an earlier request came with another one (draft-ietf-httpapi-idempotency-key, 2.7). */
class KeyReused extends AppError {
	constructor() {
		super("This Idempotency-Key was sent with another request before. Use a new one.", {
			status: 422,
			code: "key-reused",
		});
	}
}

/** The scope of a form's command, with the form's submission id where a script gave it one (`stay`). */
export function withSubmissionId(scope: Scope, form: FormData): Scope {
	const submissionId = form.get("stay");
	if (!submissionId) return scope;
	return { ...scope, idempotency: { changeId: idFrom(`form\n${submissionId}`) } };
}

/**
 * The scope of a quick add under the key that was made with the form. The text is part of it: going
 * back to a page and adding something else is not a repetition.
 */
export function withQuickAddKey(scope: Scope, key: string | undefined, text: string): Scope {
	if (!key) return scope;
	return { ...scope, idempotency: { changeId: idFrom(`${key}\n${text}`) } };
}

/**
 * The scope of a request under an Idempotency-Key, which is the user's own. `operation` and `body` say
 * what is asked for: the same key with something else is refused (`KeyReused`), and a day later it is
 * free again.
 */
export function withIdempotencyKey(
	scope: Scope,
	key: string | undefined,
	operation: string,
	body: unknown,
): Scope {
	if (key === undefined) return scope;
	const changeId = idFrom(`idempotency-key\n${scope.userId}\n${key}`);
	const digest = createHash("sha256")
		.update(`${operation}\n${JSON.stringify(body)}`)
		.digest("hex");
	return { ...scope, idempotency: { changeId, digest } };
}

/**
 * Runs a command. When the same was asked for before under the scope's key, it answers what was done
 * then: what a command refuses now may be its own work ("this task was changed", "there is no such
 * task"). Throws what the command throws, and `KeyReused`.
 */
export async function runIdempotent(
	scope: Scope,
	command: () => Promise<CommandResult & { task?: Task | null }>,
): Promise<CommandResult & { task: Task | null }> {
	try {
		return { task: null, ...(await command()) };
	} catch (error) {
		const { changeId, digest } = scope.idempotency ?? {};
		const mayBeOurs = error instanceof RepeatedChange || error instanceof AppError;
		const earlier = mayBeOurs && changeId ? await findEarlierRun(scope, changeId) : null;
		if (!earlier) throw error;
		return replay(earlier, digest);
	}
}

/** The change of that id and its first task, in one trip; null when there is none yet. */
export async function findEarlierRun(scope: Scope, changeId: string): Promise<EarlierRun | null> {
	const [change, [event]] = await Promise.all([
		findChange(scope.db, scope.userId, sql`${changeId}`),
		listChangeEvents(scope.db, scope.userId, changeId),
	]);
	return change && { ...change, task: event?.after ?? null };
}

/** What was answered the first time. Throws `KeyReused` when that was an answer to something else. */
export function replay(
	{ id, summary, task, ...earlier }: EarlierRun,
	digest: string | undefined,
): CommandResult & { task: Task | null } {
	if (digest !== undefined && digest !== earlier.digest) throw new KeyReused();
	return { changeId: id, summary, task };
}

/** Whether the key of an earlier run is free again. */
export function hasExpired({ createdAt }: EarlierRun, now: Date): boolean {
	return now.getTime() - createdAt.getTime() >= KEY_LIFETIME_MS;
}

/** The change id for the next use of an expired key. The change of its last one stays, for undo. */
export function nextChangeId({ id, createdAt }: EarlierRun): string {
	return idFrom(`${id}\n${createdAt.getTime()}`);
}
