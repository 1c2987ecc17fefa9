import { type CommandOutcome, getHandler, runAndFlash } from "#app/core/form.server.ts";
import type { Scope } from "#app/core/scope.server.ts";
import type { UndoResult } from "#app/tasks/commands/command-result.ts";
import { restoreTasks } from "./restore-commands.server.ts";
import { redo, undo } from "./undo-commands.server.ts";

type HistoryAction = (scope: Scope, changeId: string | undefined) => Promise<CommandOutcome>;

const HISTORY_ACTIONS: Record<string, HistoryAction> = {
	undo: async (scope, changeId) => toMessage("Undone", await undo(scope, changeId)),
	redo: async (scope, changeId) => toMessage("Redone", await redo(scope, changeId)),
	restore: async (scope, changeId = "") => {
		const { summary, changeId: undo } = await restoreTasks(scope, changeId);
		return { message: summary, undo };
	},
};

/**
 * Handles a form's `intent` ("undo", "redo" or "restore", with the id of a change behind a slash, or
 * without one for the last), and redirects to the page `to` with a flash of what came of it.
 */
export async function handleHistoryIntent(scope: Scope, form: FormData, to: string) {
	const [verb = "", changeId] = String(form.get("intent") ?? "").split("/");
	const action = getHandler(HISTORY_ACTIONS, verb);
	return runAndFlash(form, to, () => action(scope, changeId));
}

function toMessage(verb: string, { summary, skipped }: UndoResult) {
	const left = skipped.map((id) => `#${id}`).join(", ");
	const but = left ? ` Left as they are, since they were changed again: ${left}.` : "";
	return { message: `${verb}: ${summary}.${but}` };
}
