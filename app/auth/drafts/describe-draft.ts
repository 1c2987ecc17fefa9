import { parseTaskIntent, type TaskIntentName } from "#domain/task/intents.ts";

/**
 * What sending a draft would do, as the end of a sentence ("complete task 7"); null when its button is
 * none that we know. `fields` are the names and values of the form.
 */
export function describeDraft(fields: readonly (readonly [name: string, value: string])[]) {
	const valuesOf = (name: string) => fields.flatMap(([key, value]) => (key === name ? value : []));
	const value = valuesOf("intent")[0] ?? "";
	const intent = parseTaskIntent(value);
	// Buttons of other pages may have the id of a change behind a slash, which says nothing to people.
	if (!intent) return ACTION_LABELS[value.split("/")[0] ?? ""] ?? null;
	const words = TASK_ACTION_LABELS[intent.name];
	if (words === null) return null;
	if (intent.target === "selected") {
		const { length } = valuesOf("selected");
		return `${words} ${length === 1 ? "1 task" : `${length} tasks`}`;
	}
	return intent.taskId === null ? words : `${words} ${intent.taskId}`;
}

/** Of the buttons of tasks; their number or count comes after. */
const TASK_ACTION_LABELS: Record<TaskIntentName, string | null> = {
	add: "add a task",
	save: "save a task",
	"delete-task": "delete a task",
	complete: "complete task",
	reopen: "reopen task",
	delete: "delete task",
	skip: null,
	"bulk-complete": "complete",
	"bulk-reopen": "reopen",
	"bulk-delete": "delete",
	"bulk-priority": "set the priority of",
	"bulk-tag": "tag",
};

/** Of all other buttons, by the value before the slash. */
const ACTION_LABELS: Record<string, string> = {
	profile: "save your profile",
	preferences: "save your preferences",
	theme: "change the theme",
	"new-token": "create a token",
	"revoke-token": "revoke a token",
	"keep-account": "keep your account",
	undo: "undo a change",
	redo: "redo a change",
	restore: "restore deleted tasks",
	revoke: "sign out a device",
	"revoke-others": "sign out all other devices",
};
