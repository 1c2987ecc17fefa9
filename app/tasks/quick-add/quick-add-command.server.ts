import { idFrom } from "#app/core/id.server.ts";
import type { Scope } from "#app/core/scope.server.ts";
import { createTask } from "#app/tasks/commands/commands.server.ts";
import { quickAddFields } from "#app/tasks/form/task-forms.server.ts";

type QuickAdd = {
	text: string;
	/** The same key with the same text adds one task, however often it comes. */
	key?: string;
	parentId?: number;
};

/** Adds the task that a quick-add text describes. Throws `Invalid` with the path "text". */
export function quickAdd(scope: Scope, { text, key, parentId }: QuickAdd) {
	const fields = { ...quickAddFields(text, scope), parentId };
	// The text is part of it: going back to a page and adding something else is not a repetition.
	return createTask(scope, fields, key && idFrom(`${key}\n${text}`));
}
