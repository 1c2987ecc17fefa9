import { data } from "react-router";
import { AppError } from "#app/core/errors.ts";
import type { Flash } from "#app/core/flash.ts";
import { redirectWithFlash } from "#app/core/form.server.ts";
import type { Scope } from "#app/core/scope.server.ts";
import type { UndoResult } from "#app/tasks/commands/command-result.ts";
import { restoreTasks } from "./restore-commands.server.ts";
import { redo, undo } from "./undo-commands.server.ts";

type HistoryAction = (scope: Scope, changeId: string | undefined) => Promise<Omit<Flash, "tone">>;

const HISTORY_ACTIONS: Record<string, HistoryAction> = {
	undo: async (scope, changeId) => toMessage("Undone", await undo(scope, changeId)),
	redo: async (scope, changeId) => toMessage("Redone", await redo(scope, changeId)),
	restore: async (scope, changeId = "") => {
		const { summary, changeId: undo } = await restoreTasks(scope, changeId);
		return { message: summary, undo };
	},
};

/**
 * Takes back, does again or restores, as a form's `intent` says ("undo/…" with the id of a change, or
 * without one for the last), and says on the page `to` what came of it, and what could not be done.
 */
export async function handleHistoryIntent(scope: Scope, form: FormData, to: string) {
	const [verb = "", changeId] = String(form.get("intent") ?? "").split("/");
	const action = Object.hasOwn(HISTORY_ACTIONS, verb) ? HISTORY_ACTIONS[verb] : undefined;
	if (!action) throw data({ message: "This page has no such button." }, 400);
	try {
		return redirectWithFlash(form, to, { ...(await action(scope, changeId)), tone: "done" });
	} catch (error) {
		if (!(error instanceof AppError)) throw error;
		return redirectWithFlash(form, to, { message: error.message, undo: null, tone: "refused" });
	}
}

function toMessage(verb: string, { summary, skipped }: UndoResult) {
	const left = skipped.map((id) => `#${id}`).join(", ");
	const but = left ? ` Left as they are, since they were changed again: ${left}.` : "";
	return { message: `${verb}: ${summary}.${but}`, undo: null };
}
