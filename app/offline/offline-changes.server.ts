import type { OfflineResult } from "#app/client/offline/offline-change.ts";
import { AppError } from "#app/core/errors.ts";
import type { Flash } from "#app/core/flash.ts";
import type { FormReply } from "#app/core/form.ts";
import type { Scope } from "#app/core/scope.server.ts";
import { handleTaskFormIntent } from "#app/tasks/intents/task-form-intents.server.ts";
import { handleTaskIntent } from "#app/tasks/intents/task-intents.server.ts";
import type { TaskVersion } from "#domain/task/task.ts";
import type { EditConflict } from "#domain/task/task-form-values.ts";
import { DAY_MS } from "#domain/time/durations.ts";

/** Who has been offline for longer has a clock that is wrong. */
const OFFLINE_MAX_MS = 30 * DAY_MS;

const TASK_PAGE = /^\/tasks\/(\d+)$/;

/**
 * Does what a form of a page asks for, as of when it was filled in: "tomorrow" is the day after that
 * one. The form has the page's fields, and beside them `user`, `path` (of the page) and `at`.
 */
export async function applyOfflineChange(now: Scope, form: FormData): Promise<OfflineResult> {
	if (form.get("user") !== now.userId) return { outcome: "other-user" };
	const scope = { ...now, ...timesOf(form, now.now) };
	const path = String(form.get("path"));
	const page = TASK_PAGE.exec(path)?.[1];
	try {
		const answer = page
			? await handleTaskFormIntent(scope, page, form, path)
			: await handleTaskIntent(scope, form, "/tasks");
		// It stays, so nothing but what asks first redirects, and that is not kept for later.
		if (answer instanceof Response) return refused("This has to be done online.");
		return toOfflineResult(answer.data);
	} catch (error) {
		if (error instanceof AppError) return refused(error.message);
		if (isRefusal(error)) return refused(error.data.message);
		throw error;
	}
}

type ActionResult = {
	flash?: Flash;
	made?: TaskVersion | null;
	reply?: FormReply;
	conflict?: EditConflict | null;
};

function toOfflineResult({ flash, made = null, reply, conflict }: ActionResult): OfflineResult {
	if (reply && conflict) return { outcome: "conflict", reply, conflict };
	if (reply) return refused(Object.values(reply.errors).flat().join(" "));
	return flash?.tone === "refused" ? refused(flash.message) : { outcome: "done", made };
}

function refused(message: string): OfflineResult {
	return { outcome: "refused", message };
}

/** What actions throw: a `data()` with a message for people. */
function isRefusal(error: unknown): error is { data: { message: string } } {
	if (typeof error !== "object" || error === null || !("data" in error)) return false;
	const { data } = error as { data: unknown };
	return typeof data === "object" && data !== null && "message" in data;
}

/** The time that the form says, if it can be true, beside the server's; else the server's alone. */
function timesOf(form: FormData, now: Date): Pick<Scope, "now" | "receivedAt"> {
	const at = Number(form.get("at"));
	const age = now.getTime() - at;
	return age > 0 && age < OFFLINE_MAX_MS ? { now: new Date(at), receivedAt: now } : { now };
}
