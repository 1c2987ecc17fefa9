/** How answers say things. Titles are people's texts: in Markdown they stay what they are. */

import type { KnownTask } from "#app/assistant/local-model/context/known-task.ts";
import type { ToolOutcome } from "#app/assistant/local-model/context/tool-outcome.ts";
import { longDate } from "#domain/time/format-due-date.ts";

const MAX_LINES = 20;

/** The title in bold, or "task 5" where only its number is known. The title is escaped. */
export function boldTitle(title: string | undefined, id?: number): string {
	return title === undefined ? `task ${id}` : `**${escapeMarkdown(title)}**`;
}

/** A text without its meaning in Markdown. */
export function escapeMarkdown(text: string): string {
	return text
		.replace(/[\\`*_[\]<>#|~&!]/g, "\\$&")
		.replace(/\bhttps?:/gi, (scheme) => `${scheme.slice(0, -1)}\\:`);
}

/** "Friday 27 November 2026, 15:00": as the tools say it, without the zone that everybody knows. */
export function withoutTimeZone(words: string | undefined): string {
	return (words ?? "").replace(/\s*\([^)]*\)$/, "");
}

/** "Friday 27 November 2026" of `YYYY-MM-DD…`. */
export function formatDate(date: string): string {
	return `${longDate(date)} ${date.slice(0, 4)}`;
}

/** What there is to know about a task: ", due Friday 27 November 2026, high priority, #home". */
export function taskDetails(task: KnownTask): string {
	const { due_in_words, repeats, priority, tags = [], overdue } = task;
	const parts = [
		due_in_words && `${overdue ? "overdue since" : "due"} ${withoutTimeZone(due_in_words)}`,
		repeats && `repeats ${repeats}`,
		priority && priority !== "medium" && `${priority} priority`,
		...tags.map((tag) => `\\#${escapeMarkdown(tag)}`),
	];
	return parts
		.filter(Boolean)
		.map((part) => `, ${part}`)
		.join("");
}

/** The lines of a list, by number. */
export function taskLines(tasks: KnownTask[], total = tasks.length): string {
	const shown = tasks
		.slice(0, MAX_LINES)
		.map(
			(task) =>
				`- ${task.task_id} · ${task.status === "completed" ? "✓ " : ""}${boldTitle(task.title)}${taskDetails(task)}`,
		);
	const more = total - shown.length;
	return [...shown, ...(more > 0 ? [`- … and ${more} more`] : [])].join("\n");
}

/** "1 task", "3 tasks". */
export function countNoun(number: number, one = "task"): string {
	return `${number} ${one}${number === 1 ? "" : "s"}`;
}

/** "a, b and c". */
export function joinWithAnd(items: string[]): string {
	const last = items.at(-1) ?? "";
	return items.length < 2 ? last : `${items.slice(0, -1).join(", ")} and ${last}`;
}

/** The answer to what was denied or called off. */
export const NOTHING_CHANGED = "All right, nothing was changed.";

/** Why a call came to nothing; null where it did not. */
export function failureText({ result, error, denied }: ToolOutcome): string | null {
	if (denied) return NOTHING_CHANGED;
	if (error !== null) return `${errorForUser(error)} Nothing was changed.`;
	return result === null ? NOTHING_CHANGED : null;
}

/** A tool's error without its hints for models and its names of fields. */
function errorForUser(error: string): string {
	const none = /No task (\d+)\./.exec(error);
	if (none) return `There is no task ${none[1]}.`;
	return error
		.replace(/^(?:AppError|Invalid|NotFound|Conflict|Error):\s*/, "")
		.replace(/\b[a-z]+(?:_[a-z]+)*: (?=[A-Z"“])/g, "")
		.replace(/\s*Words like "next friday 3pm" will do, too; ask the user if it is unclear\./g, "")
		.replace(/ Ask the user for another time\./g, "");
}

/** “Milk” of a summary, as titles look in answers. */
export function boldQuoted(summary: string): string {
	return summary.replace(/“([\s\S]*)”/, (_, title: string) => boldTitle(title));
}
