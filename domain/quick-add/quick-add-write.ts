/** The way back: a task as a line that quick add reads as the same task. */

import { reminderInWords } from "#domain/language/reminder-words.ts";
import { recurrenceInWords } from "#domain/recurrence/recurrence-words.ts";
import { type QuickAdd, readQuickAdd } from "./quick-add.ts";
import { escaped } from "./quick-add-tokens.ts";

type Writable = Pick<QuickAdd, "title" | "due" | "recurrence" | "tags" | "priority" | "reminders">;

/** What words are read as a part does not depend on when and where; any moment will do to ask. */
const ANY_MOMENT = { now: new Date(0), timeZone: "UTC" };
const PLAIN_TAG = /^[\p{L}\p{N}_\p{Extended_Pictographic}][^\s,#"'’”.;:!?()[\]{}<>…]*$/u;

/**
 * Writes a task as a line that `readQuickAdd` reads back to the same; words of the title that would
 * be read as something else get a backslash. The title is taken with its white space folded, since
 * that is how it comes back. A line cannot say a rule or `minutesBefore` without a due date, or a
 * tag with a double quote in it.
 */
export function toQuickAddText(task: Writable): string {
	const title = task.title.replace(/\s+/g, " ").trim();
	const parts = [
		task.due?.replace("T", " ").replace(/(:\d\d):00$/, "$1"),
		task.recurrence && recurrenceInWords(task.recurrence),
		...task.reminders.map((reminder) =>
			"at" in reminder
				? `remind me at ${reminderInWords(reminder)}`
				: `remind me ${reminderInWords(reminder)}`,
		),
		...task.tags.map((tag) => (PLAIN_TAG.test(tag) ? `#${tag}` : `#"${tag}"`)),
		task.priority && `!${task.priority}`,
	].filter(Boolean);
	const end = parts.map((part) => ` ${part}`).join("");
	const written = keepTitle(title, end);
	return written + end;
}

/** The title with as few backslashes as make it come back. */
function keepTitle(title: string, end: string): string {
	// A backslash that starts a word would go: one before it keeps it.
	const plain = title.replace(/(?<=^|[\s([{,;])\\(?=\S)/g, "\\\\");
	if (isKept(plain, title, end)) return plain;
	const { parts } = readQuickAdd(plain + end, ANY_MOMENT);
	const some = parts
		.filter((part) => part.start < plain.length)
		.reduceRight(
			(text, part) => escaped(text, { ...part, end: Math.min(part.end, plain.length) }),
			plain,
		);
	return isKept(some, title, end) ? some : escaped(title, { start: 0, end: title.length });
}

function isKept(written: string, title: string, end: string): boolean {
	const read = readQuickAdd(written + end, ANY_MOMENT);
	return read.title === title && read.parts.every((part) => part.start >= written.length);
}
