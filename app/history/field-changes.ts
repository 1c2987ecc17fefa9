/** The differences between two versions of a task, described for people. */

import { reminderInWords } from "#domain/language/reminder-words.ts";
import { recurrenceInWords } from "#domain/recurrence/recurrence-words.ts";
import type { Task } from "#domain/task/task.ts";
import { type Clock, dueInWords } from "#domain/time/format-due-date.ts";

export type FieldChange = { name: string; before: string; after: string };

const SHOWN_LENGTH = 120;
const NONE = "none";

/** How each field is described; null where it is empty. Not the status: the event's type says that. */
const FIELDS: { name: string; words: (task: Task, clock: Clock) => string | null }[] = [
	{ name: "Title", words: ({ title }) => title },
	{ name: "Description", words: ({ description }) => description || null },
	{ name: "Priority", words: ({ priority }) => priority },
	{ name: "Due", words: ({ due }, clock) => due && dueInWords(due, clock.now, clock) },
	{ name: "Tags", words: ({ tags }) => tags.join(", ") || null },
	{ name: "Repeats", words: ({ recurrence }) => recurrence && recurrenceInWords(recurrence) },
	{
		name: "Reminders",
		words: ({ reminders }) => reminders.map(reminderInWords).join(", ") || null,
	},
	{ name: "Parent", words: ({ parentId }) => (parentId === null ? null : `task ${parentId}`) },
];

/** The fields that differ between two versions of a task, with both values in words ("none" for empty). */
export function fieldChanges(before: Task, after: Task, clock: Clock): FieldChange[] {
	return FIELDS.flatMap(({ name, words }) => {
		const [from, to] = [words(before, clock), words(after, clock)];
		if (from === to) return [];
		return [{ name, before: shortened(from ?? NONE), after: shortened(to ?? NONE) }];
	});
}

/** Cuts by code points, so that no surrogate pair is split. */
function shortened(text: string) {
	const characters = [...text];
	return characters.length > SHOWN_LENGTH ? `${characters.slice(0, SHOWN_LENGTH).join("")}…` : text;
}
