/** How answers say things. Titles are people's texts: in Markdown they stay what they are. */

import { MONTH_NAMES, WEEKDAY_NAMES } from "#domain/recurrence/recurrence-words.ts";
import { isoWeekday } from "#domain/time/calendar-date.ts";
import type { Known, Outcome } from "./conversation.ts";

const SHOWN = 20;

export function bold(title: string | undefined, id?: number): string {
	return title === undefined ? `task ${id}` : `**${plain(title)}**`;
}

/** A text without its meaning in Markdown. */
export function plain(text: string): string {
	return text
		.replace(/[\\`*_[\]<>#|~&!]/g, "\\$&")
		.replace(/\bhttps?:/gi, (scheme) => `${scheme.slice(0, -1)}\\:`);
}

/** "Friday 27 November 2026, 15:00": as the tools say it, without the zone that everybody knows. */
export function day(words: string | undefined): string {
	return (words ?? "").replace(/\s*\([^)]*\)$/, "");
}

/** "Friday 27 November 2026" of `YYYY-MM-DD…`. */
export function dateWords(date: string): string {
	const weekday = WEEKDAY_NAMES[isoWeekday(date.slice(0, 10)) - 1];
	const month = MONTH_NAMES[Number(date.slice(5, 7)) - 1];
	return `${weekday} ${Number(date.slice(8, 10))} ${month} ${date.slice(0, 4)}`;
}

/** What there is to know about a task: ", due Friday 27 November 2026, high priority, #home". */
export function about(task: Known): string {
	const { due_in_words, repeats, priority, tags = [], overdue } = task;
	const parts = [
		due_in_words && `${overdue ? "overdue since" : "due"} ${day(due_in_words)}`,
		repeats && `repeats ${repeats}`,
		priority && priority !== "medium" && `${priority} priority`,
		...tags.map((tag) => `\\#${plain(tag)}`),
	];
	return parts
		.filter(Boolean)
		.map((part) => `, ${part}`)
		.join("");
}

/** The lines of a list, by number. */
export function lines(tasks: Known[], total = tasks.length): string {
	const shown = tasks
		.slice(0, SHOWN)
		.map(
			(task) =>
				`- ${task.task_id} · ${task.status === "completed" ? "✓ " : ""}${bold(task.title)}${about(task)}`,
		);
	const more = total - shown.length;
	return [...shown, ...(more > 0 ? [`- … and ${more} more`] : [])].join("\n");
}

export function counted(number: number, one = "task"): string {
	return `${number} ${one}${number === 1 ? "" : "s"}`;
}

/** "a, b and c". */
export function listed(items: string[]): string {
	const last = items.at(-1) ?? "";
	return items.length < 2 ? last : `${items.slice(0, -1).join(", ")} and ${last}`;
}

export const UNCHANGED = "All right, nothing was changed.";

/** Why a call came to nothing; null where it did not. */
export function failure({ result, error, denied }: Outcome): string | null {
	if (denied) return UNCHANGED;
	if (error !== null) return `${forPeople(error)} Nothing was changed.`;
	return result === null ? UNCHANGED : null;
}

/** A tool's error without its hints for models and its names of fields. */
function forPeople(error: string): string {
	const none = /No task (\d+)\./.exec(error);
	if (none) return `There is no task ${none[1]}.`;
	return error
		.replace(/^(?:AppError|Invalid|NotFound|Conflict|Error):\s*/, "")
		.replace(/\b[a-z]+(?:_[a-z]+)*: (?=[A-Z"“])/g, "")
		.replace(/\s*Words like "next friday 3pm" will do, too; ask the user if it is unclear\./g, "")
		.replace(/ Ask the user for another time\./g, "");
}
