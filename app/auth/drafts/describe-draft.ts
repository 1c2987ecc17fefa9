import { labelOf } from "#app/core/submitted-fields.ts";
import { parseTaskIntent, type TaskIntentName } from "#domain/task/intents.ts";
import type { DraftFields } from "./draft-form.ts";

/** A draft as its page shows it: all that sending it would do. */
export type DraftView = {
	/** What its button does, as the end of a sentence: "complete". */
	action: string;
	/** The tasks that it does that to, by their titles of today. */
	titles: string[];
	/** Every value that it brings, empty ones as well. */
	values: { label: string; value: string }[];
};

/** `titles` are those of the tasks that are still there, by number. */
export function describeDraft(
	fields: DraftFields,
	taskIds: number[],
	titles: ReadonlyMap<number, string>,
): DraftView {
	const name = parseTaskIntent(fields.find(([field]) => field === "intent")?.[1])?.name;
	return {
		action:
			(name === "add" && taskIds.length > 0 ? "add a subtask to" : name && ACTIONS[name]) ?? "",
		titles: taskIds.map((id) => titles.get(id) ?? `Task ${id}, which is not there any more`),
		values: fields
			.filter(([field]) => !SHOWN_OTHERWISE.has(field))
			.map(([field, value]) => ({
				label: labelOf(field),
				value: WORDS.get(`${field} ${value}`) ?? value,
			})),
	};
}

/** Fields that the action and the titles say, and two that only keep things from happening twice. */
const SHOWN_OTHERWISE = new Set(["intent", "selected", "parentId", "key", "version"]);

/** By name and value of a field. */
const WORDS = new Map([
	["series this", "Only this one"],
	["series following", "This and all that follow"],
	["priority high", "High"],
	["priority medium", "Medium"],
	["priority low", "Low"],
	["newPriority high", "High"],
	["newPriority medium", "Medium"],
	["newPriority low", "Low"],
]);

const ACTIONS: Record<Exclude<TaskIntentName, "delete" | "delete-task" | "bulk-delete">, string> &
	Record<string, string> = {
	add: "add a task",
	save: "save",
	complete: "complete",
	reopen: "reopen",
	skip: "skip the date of",
	"bulk-complete": "complete",
	"bulk-reopen": "reopen",
	"bulk-priority": "set the priority of",
	"bulk-tag": "tag",
};
