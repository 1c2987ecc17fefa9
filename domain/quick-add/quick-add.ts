/** Quick add: parses one line of text as a task. */

import { type ParseContext, toReferenceTime } from "#domain/language/reference-time.ts";
import { type FoundReminders, findReminders } from "#domain/language/reminder-text.ts";
import { reminderInWords } from "#domain/language/reminder-words.ts";
import { QUICK_ADD_PARSED_MAX_LENGTH, REMINDERS_MAX } from "#domain/limits.ts";
import type { Recurrence } from "#domain/recurrence/recurrence-rule.ts";
import type { Priority, Reminder } from "#domain/task/task.ts";
import type { WallClock } from "#domain/time/wall-clock.ts";
import { parseTiming } from "./quick-add-timing.ts";
import { withoutRanges } from "./quick-add-title.ts";
import {
	escapeRange,
	findPriority,
	findTags,
	KEPT_MASK,
	maskKept,
	maskParsed,
} from "./quick-add-tokens.ts";

export type QuickAddPart = {
	kind: "date" | "recurrence" | "tag" | "priority" | "reminder";
	/** The words in the text, and where they stand there. */
	text: string;
	start: number;
	end: number;
	/** What they were parsed as: "Tomorrow 09:00", "every month", "#home", "High". */
	label: string;
};

export type QuickAdd = {
	title: string;
	due: WallClock | null;
	recurrence: Recurrence | null;
	/** How long it takes, where a range of times says so ("9am to noon"). */
	durationMinutes: number | null;
	tags: string[];
	priority: Priority | null;
	reminders: Reminder[];
	/** In the order of the text, none overlapping another. */
	parts: QuickAddPart[];
};

const PRIORITY_LABELS: Record<Priority, string> = { high: "High", medium: "Medium", low: "Low" };

/**
 * Parses a line as a task: `Pay rent tomorrow 9am every month #home !high`. Dates are those of
 * `timeZone` at the instant `now`. A backslash before a word keeps it as text and goes; double
 * quotes keep theirs and stay. A rule without a date is due at its first date from now on. Reminders
 * that count back from a due date stay text when there is none. When no word is left for a title,
 * the whole text is the title, and what was parsed in it still counts. Throws for no text.
 */
export function parseQuickAdd(text: string, context: ParseContext): QuickAdd {
	const reference = toReferenceTime(context);
	const head = text.slice(0, parsedLength(text));
	const kept = maskKept(head) + KEPT_MASK.repeat(text.length - head.length);
	const tags = findTags(kept);
	const priority = findPriority(maskParsed(kept, tags));
	const marked = maskParsed(kept, priority ? [...tags, priority] : tags);
	const allReminders = newReminders(findReminders(marked, reference));
	const timing = parseTiming(maskParsed(marked, allReminders), reference);
	const reminders = timing.due === null ? allReminders.filter(needsNoDue) : allReminders;
	const labelled: Array<Omit<QuickAddPart, "text">> = [
		...timing.parts,
		...tags.map(({ tag, start, end }) => ({ kind: "tag" as const, start, end, label: `#${tag}` })),
		...reminders.map((found) => ({
			kind: "reminder" as const,
			start: found.start,
			end: found.end,
			label: found.reminders.map(reminderInWords).join(", "),
		})),
	];
	if (priority) {
		const { start, end } = priority;
		labelled.push({ kind: "priority", start, end, label: PRIORITY_LABELS[priority.priority] });
	}
	const parts = labelled
		.map((part) => ({ ...part, text: text.slice(part.start, part.end) }))
		.sort((a, b) => a.start - b.start);
	return {
		title: withoutRanges(text, kept, parts),
		due: timing.due,
		recurrence: timing.recurrence,
		durationMinutes: timing.durationMinutes,
		tags: [...new Set(tags.map(({ tag }) => tag))],
		priority: priority?.priority ?? null,
		reminders: reminders.flatMap((found) => found.reminders),
		parts,
	};
}

/** The text with backslashes before the words of one of its parts, so that they are parsed as title. */
export function escapePart(text: string, part: Pick<QuickAddPart, "start" | "end">): string {
	return escapeRange(text, part);
}

/** Repeats and what is too much stay text. */
function newReminders(found: FoundReminders[]): FoundReminders[] {
	const known = new Set<string>();
	return found.filter(({ reminders }) => {
		const words = reminders.map(reminderInWords);
		const isNew = words.every((reminder) => !known.has(reminder));
		if (!isNew || known.size + words.length > REMINDERS_MAX) return false;
		for (const reminder of words) known.add(reminder);
		return true;
	});
}

function needsNoDue({ reminders }: FoundReminders): boolean {
	return reminders.every((reminder) => "at" in reminder);
}

/** Ends between words and never inside a character of two code units. */
function parsedLength(text: string): number {
	if (text.length <= QUICK_ADD_PARSED_MAX_LENGTH) return text.length;
	const space = text.lastIndexOf(" ", QUICK_ADD_PARSED_MAX_LENGTH);
	if (space > QUICK_ADD_PARSED_MAX_LENGTH / 2) return space;
	return (
		QUICK_ADD_PARSED_MAX_LENGTH -
		(/[\uD800-\uDBFF]/.test(text.charAt(QUICK_ADD_PARSED_MAX_LENGTH - 1)) ? 1 : 0)
	);
}
