import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import { AppError } from "#app/core/errors.ts";
import { idFrom } from "#app/core/id.server.ts";
import type { Scope } from "#app/core/scope.server.ts";
import { findChange, listChangeEvents } from "#db/tasks/undo.server.ts";
import type { Task } from "#domain/task/task.ts";
import type { Done } from "./commands.server.ts";

/** What the same request has done before, for answering it the same way again. */

type First = {
	id: string;
	summary: string;
	digest: string | null;
	createdAt: Date;
	task: Task | null;
};

const KEY_LIFETIME_MS = 24 * 60 * 60 * 1000;

/** The key of an earlier request came with another one (draft-ietf-httpapi-idempotency-key, 2.7). */
export class KeyReused extends AppError {
	constructor() {
		super("This Idempotency-Key was sent with another request before. Use a new one.", {
			status: 422,
			code: "key-reused",
		});
	}
}

/**
 * The id of the change that a user's key stands for. From both, so that it is the same wherever the
 * request arrives, and two that arrive at once cannot both be written.
 */
export function changeIdOf(userId: string, key: string): string {
	return idFrom(`idempotency-key\n${userId}\n${key}`);
}

export function digestOf(operation: string, body: unknown): string {
	return createHash("sha256")
		.update(`${operation}\n${JSON.stringify(body)}`)
		.digest("hex");
}

/** The change of that id and the task it made, in one trip; null when there is none yet. */
export async function findFirst(scope: Scope, changeId: string): Promise<First | null> {
	const [change, [event]] = await Promise.all([
		findChange(scope.db, scope.userId, sql`${changeId}`),
		listChangeEvents(scope.db, scope.userId, changeId),
	]);
	return change && { ...change, task: event?.after ?? null };
}

/** What was answered the first time. Throws `KeyReused` when that was an answer to something else. */
export function answerAgain(first: First, digest: string | undefined): Done & { task: Task } {
	if (digest !== undefined && digest !== first.digest) throw new KeyReused();
	if (!first.task) throw new Error(`Change ${first.id} made no task.`);
	return { changeId: first.id, summary: first.summary, task: first.task };
}

export function hasExpired({ createdAt }: First, now: Date): boolean {
	return now.getTime() - createdAt.getTime() >= KEY_LIFETIME_MS;
}

/** The id for the key's next use. The change of its last one stays, for undo. */
export function idAfter({ id, createdAt }: First): string {
	return idFrom(`${id}\n${createdAt.getTime()}`);
}
