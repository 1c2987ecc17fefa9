/** What sending a kept form would do, in words; null when its button is none that we know. */
export function draftDeed(fields: readonly (readonly [name: string, value: string])[]) {
	const valuesOf = (name: string) => fields.flatMap(([key, value]) => (key === name ? value : []));
	const [verb = "", number] = (valuesOf("intent")[0] ?? "").split("/");
	const words = DEEDS[verb];
	if (!words) return null;
	if (verb.startsWith("bulk-")) {
		const { length } = valuesOf("selected");
		return `${words} ${length === 1 ? "1 task" : `${length} tasks`}`;
	}
	// Of changes the buttons have an id, which says nothing to people.
	return number && !number.includes("-") ? `${words} ${number}` : words;
}

const DEEDS: Record<string, string> = {
	add: "add a task",
	save: "save a task",
	complete: "complete task",
	reopen: "reopen task",
	delete: "delete task",
	"delete-task": "delete a task",
	"bulk-complete": "complete",
	"bulk-reopen": "reopen",
	"bulk-delete": "delete",
	"bulk-priority": "set the priority of",
	"bulk-tag": "tag",
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
