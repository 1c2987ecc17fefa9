/** Summaries of changes, for people. They are stored and shown again by undo, so they contain no relative dates. */

import type { Edit } from "#db/tasks/edit-rows.server.ts";
import type { Task } from "#domain/task/task.ts";
import { dueInWords } from "#domain/time/format-due-date.ts";
import type { WallClock } from "#domain/time/wall-clock.ts";

const VERBS = {
	complete: "Completed",
	reopen: "Reopened",
	delete: "Deleted",
	update: "Saved",
	"add-tag": "Tagged",
	skip: "Skipped",
	continue: "Continued",
} as const;

type Verb = keyof typeof VERBS;

/** What an action did to those tasks: `Completed “Pay rent”`, `Deleted 3 tasks`. */
export function summarizeAction(verb: Verb, tasks: Pick<Task, "title">[]): string {
	const [only] = tasks;
	const what = tasks.length === 1 && only ? quoted(only.title) : `${tasks.length} tasks`;
	return `${VERBS[verb]} ${what}`;
}

/**
 * A sentence on what an action on one task means for its series; undefined when nothing. `next`: the open
 * task of the series of a completed task.
 */
export function seriesNote(
	verb: Verb,
	named: Task[],
	edits: Edit[],
	next: Task | null,
	nowLocal: WallClock,
): string | undefined {
	const [task, ...more] = named;
	const edit = edits.find(({ before }) => before?.id === task?.id);
	if (!task?.recurrence || more.length > 0 || !edit) return undefined;
	const { after } = edit;
	if (after === null) return task.status === "pending" ? "Its series ends with it." : undefined;
	const following = verb === "skip" ? after : next;
	if (following?.due) return `Next: ${dueInWords(following.due, nowLocal)}.`;
	if (verb === "complete") return "That was the last one.";
	const hasLeft = verb === "reopen" && after.recurrence === null;
	return hasLeft ? "Its series has gone on, so this one repeats no more." : undefined;
}

/** A title within a sentence: `“Pay rent”`. */
export function quoted(title: string): string {
	return `“${title}”`;
}
