import fc from "fast-check";
import { expect, test } from "vitest";
import { reminderInWords } from "#domain/language/reminder-words.ts";
import { firstOccurrence } from "#domain/recurrence/first-occurrence.ts";
import { recurrenceInWords } from "#domain/recurrence/recurrence-words.ts";
import { parseQuickAdd, type QuickAdd } from "./quick-add.ts";
import { escapeRange } from "./quick-add-tokens.ts";

const CONTEXT = { now: new Date("2026-11-20T15:00:00Z"), timeZone: "UTC" };
/** Which words are read as a part depends on neither time nor zone. */
const ANY_MOMENT = { now: new Date(0), timeZone: "UTC" };
const PLAIN_TAG = /^[\p{L}\p{N}_\p{Extended_Pictographic}][^\s,#"'’”.;:!?()[\]{}<>…]*$/u;
const EMPTY = { due: null, recurrence: null, tags: [], priority: null, reminders: [] };

test("a task is one line", () => {
	const line = toQuickAddText({
		title: "Pay rent",
		due: "2026-12-01T09:00:00",
		recurrence: { rule: "FREQ=MONTHLY;BYMONTHDAY=1", from: "due" },
		tags: ["home", "to do"],
		priority: "high",
		reminders: [{ minutesBefore: 30 }, { at: "2026-11-30T18:00:00" }],
	});
	expect(line).toBe(
		'Pay rent 2026-12-01 09:00 every month on the 1st remind me 30 minutes before remind me at 2026-11-30 18:00 #home #"to do" !high',
	);
});

test.each([
	["Buy sun cream", "Buy sun cream"],
	["Call Ann tomorrow", "Call Ann \\tomorrow"],
	["Fix #bug", "Fix \\#bug"],
	["Say \\x", "Say \\\\x"],
	["Stand by", "Stand by"],
])("the title %s is written %s", (title, written) => {
	expect(toQuickAddText({ ...EMPTY, title })).toBe(written);
});

const words = fc.oneof(
	fc.string({ unit: "grapheme", minLength: 1, maxLength: 8 }),
	fc.constantFrom(
		...'Call by on to tomorrow friday, 5pm at 9 12/1 #tag p1 !low every every! month daily 3 days until for 5 times FREQ=DAILY remind me 10 minutes before 2026-12-01 nov 27 the - : ( ) " "x" \\ \\a \\\\b and'.split(
			" ",
		),
	),
);
const titles = fc
	.array(words, { minLength: 1, maxLength: 8 })
	.map((parts) => parts.join(" ").replace(/\s+/g, " ").trim())
	.filter((title) => /[^\s\p{P}]/u.test(title));
const wallClocks = fc
	.date({ min: new Date("1950-01-01"), max: new Date("2150-01-01"), noInvalidDate: true })
	.map((date) => date.toISOString().slice(0, 19));
const dues = fc.oneof(
	wallClocks,
	wallClocks.map((due) => due.slice(0, 10)),
);
const recurrences = fc.record({
	rule: fc.constantFrom(
		"FREQ=DAILY",
		"FREQ=DAILY;COUNT=5",
		"FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;UNTIL=21600101",
		"FREQ=MONTHLY;BYMONTHDAY=1,31",
		"FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
		"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
		"FREQ=YEARLY;BYDAY=20MO",
	),
	from: fc.constantFrom("due" as const, "completion" as const),
});
const tags = fc.uniqueArray(
	fc.oneof(
		fc.stringMatching(/^[a-z0-9_.-]{1,12}$/).filter((tag) => /[a-z]/.test(tag)),
		fc.constantFrom("ärger", "日本", "to do", "🎉", "home/garden", "x."),
	),
	{ maxLength: 20 },
);
const minutes = fc.integer({ min: 0, max: 40_320 }).map((minutesBefore) => ({ minutesBefore }));
const moments = wallClocks.map((at) => ({ at }));
const priorities = fc.constantFrom(null, "high" as const, "medium" as const, "low" as const);
const unique = { maxLength: 10, selector: (reminder: object) => JSON.stringify(reminder) };

test("every task with a due date is read back from its line", () => {
	const tasks = fc.record({
		title: titles,
		due: dues,
		recurrence: fc.option(recurrences),
		tags,
		priority: priorities,
		reminders: fc.uniqueArray(fc.oneof(minutes, moments), unique),
	});
	fc.assert(
		fc.property(tasks, (task) => {
			expect(parseQuickAdd(toQuickAddText(task), CONTEXT)).toMatchObject({
				...task,
				due: onRule(task.due, task.recurrence),
			});
		}),
		{ numRuns: 400 },
	);
});

test("every task without one is read back from its line", () => {
	const tasks = fc.record({
		title: titles,
		due: fc.constant(null),
		recurrence: fc.constant(null),
		tags,
		priority: priorities,
		reminders: fc.uniqueArray(moments, unique),
	});
	fc.assert(
		fc.property(tasks, (task) => {
			expect(parseQuickAdd(toQuickAddText(task), CONTEXT)).toMatchObject(task);
		}),
		{ numRuns: 400 },
	);
});

/** A rule's first date is one of the rule's. */
function onRule(due: string, recurrence: QuickAdd["recurrence"]): string {
	return recurrence ? firstOccurrence(recurrence.rule, due.slice(0, 10)) + due.slice(10) : due;
}

type Writable = Pick<QuickAdd, "title" | "due" | "recurrence" | "tags" | "priority" | "reminders">;

/**
 * Writes a task as a line that `parseQuickAdd` reads back to the same; words of the title that would
 * be read as something else get a backslash. The title is taken with its white space folded, since
 * that is how it comes back. A line cannot say a rule or `minutesBefore` without a due date, or a
 * tag with a double quote in it.
 */
function toQuickAddText(task: Writable): string {
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
	const { parts } = parseQuickAdd(plain + end, ANY_MOMENT);
	const some = parts
		.filter((part) => part.start < plain.length)
		.reduceRight(
			(text, part) => escapeRange(text, { ...part, end: Math.min(part.end, plain.length) }),
			plain,
		);
	return isKept(some, title, end) ? some : escapeRange(title, { start: 0, end: title.length });
}

function isKept(written: string, title: string, end: string): boolean {
	const read = parseQuickAdd(written + end, ANY_MOMENT);
	return read.title === title && read.parts.every((part) => part.start >= written.length);
}
