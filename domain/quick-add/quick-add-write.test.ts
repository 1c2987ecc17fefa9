import fc from "fast-check";
import { expect, test } from "vitest";
import { readQuickAdd } from "./quick-add.ts";
import { toQuickAddText } from "./quick-add-write.ts";

const CONTEXT = { now: new Date("2026-11-20T15:00:00Z"), timeZone: "UTC" };
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
		"FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;UNTIL=20270101",
		"FREQ=MONTHLY;BYMONTHDAY=1,31",
		"FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
		"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
		"FREQ=YEARLY;BYDAY=20MO",
		"FREQ=DAILY;UNTIL=20200101",
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
			expect(readQuickAdd(toQuickAddText(task), CONTEXT)).toMatchObject(task);
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
			expect(readQuickAdd(toQuickAddText(task), CONTEXT)).toMatchObject(task);
		}),
		{ numRuns: 400 },
	);
});
