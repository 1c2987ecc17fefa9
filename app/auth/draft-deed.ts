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
	return number ? `${words} ${number}` : words;
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
	theme: "change the theme",
	revoke: "sign out a device",
	"revoke-others": "sign out all other devices",
};
