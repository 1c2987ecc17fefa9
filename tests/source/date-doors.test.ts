import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import {
	parseDateTime,
	parseRecurrenceWords,
} from "#app/assistant/local-model/parse/parse-date-time.ts";
import { resolveDue } from "#app/assistant/local-model/parse/resolve-due.ts";
import { parseFields } from "#app/assistant/tools/task-input.server.ts";
import { quickAddFields, taskFormSchema } from "#app/tasks/form/task-forms.server.ts";
import { CSV_COLUMNS } from "#app/transfer/csv/csv-columns.ts";
import { parseTodoistDate } from "#app/transfer/todoist/todoist-date.ts";
import type { Context } from "#cli/invocation/context.ts";
import { parseDateOption, parseRepeat } from "#cli/invocation/task-words.ts";
import { toReferenceTime } from "#domain/language/reference-time.ts";
import { parseReminder } from "#domain/language/reminder-text.ts";
import { formatDueDate } from "#domain/time/due-date.ts";
import { withAllDayTime } from "#domain/time/wall-clock.ts";

// Monday 30 November 2026, 10:00.
const MOMENT = { now: new Date("2026-11-30T15:00:00Z"), timeZone: "America/New_York" };
const REFERENCE = toReferenceTime(MOMENT);

beforeEach(() => {
	// The console asks its own clock.
	vi.useFakeTimers({ now: MOMENT.now, toFake: ["Date"] });
});
afterEach(() => {
	vi.useRealTimers();
});

function csvColumn(name: string) {
	const column = CSV_COLUMNS.find(({ names }) => names.includes(name));
	if (!column) throw new Error(`There is no column ${name}.`);
	return (words: string) => column.read(words, MOMENT);
}

const form = (fields: Record<string, string>) =>
	taskFormSchema(MOMENT).parse({ title: "x", priority: "medium", version: "1", ...fields });

/** What the functions behind each door make of words for a date. */
const dateDoors: Record<string, (words: string) => string | null | undefined> = {
	"quick add, REST quick": (words) => quickAddFields(`Ring Bob ${words}`, MOMENT).due,
	"task page, Due date": (words) => form({ dueDate: words }).due,
	"tools, due_date": (words) => parseFields({ due_date: words }, MOMENT).due,
	"local model": (words) => {
		const when = parseDateTime(words, REFERENCE);
		return when && resolveDue(when, null, REFERENCE);
	},
	"import of CSV": (words) => csvColumn("due")(words).due,
	"import from Todoist": (words) => parseTodoistDate(words, MOMENT)?.due,
};

/** Reminders take a date alone at 09:00. */
function readReminder(words: string): string | null {
	const reminder = parseReminder(words, MOMENT);
	return "at" in reminder ? reminder.at : null;
}

describe("the same words are the same date by every door", () => {
	test.each([
		["tomorrow at 5", "2026-12-01T17:00:00"],
		["next friday 3pm", "2026-12-11T15:00:00"],
		["end of january", "2027-01-31"],
		["mid jan", "2027-01-15"],
		["sunday 13th 5pm", "2026-12-13T17:00:00"],
		["first monday of december", "2026-12-07"],
		["half past 3", "2026-11-30T15:30:00"],
		["friday at 1900", "2026-12-04T19:00:00"],
		["in an hour and a half", "2026-11-30T11:30:00"],
		["60 days before dec 31", "2027-11-01"],
		["dec 24-26", "2026-12-24"],
		["3pm CET", "2026-12-01T09:00:00"],
		["the last day of the month", "2026-11-30"],
		["christmas eve", "2026-12-24"],
		["tonight at 1am", "2026-12-01T01:00:00"],
		["2026-12-24 18:00", "2026-12-24T18:00:00"],
	])("%s", async (words, due) => {
		const found = Object.entries(dateDoors).map(([door, read]) => [door, read(words)]);
		expect(Object.fromEntries(found)).toEqual(
			Object.fromEntries(Object.keys(dateDoors).map((door) => [door, due])),
		);
		expect(readReminder(words)).toBe(withAllDayTime(due));
		expect(await parseDateOption(console_(), words, "--due")).toBe(
			formatDueDate(due, MOMENT.timeZone),
		);
	});
});

const ruleDoors: Record<string, (words: string) => { rule?: string; due?: string | null }> = {
	"quick add, REST quick": (words) => ofTask(quickAddFields(`Ring Bob ${words}`, MOMENT)),
	"task page, Repeat": (words) => ofTask(form({ repeat: words })),
	"tools, recurrence": (words) => ofTask(parseFields({ recurrence: words }, MOMENT)),
	"import from Todoist": (words) => {
		const found = parseTodoistDate(words, MOMENT);
		return found ? ofTask(found) : {};
	},
};

type Repeating = { due?: string | null; recurrence?: { rule: string } | null };

function ofTask({ due, recurrence }: Repeating) {
	return { rule: recurrence?.rule, due };
}

describe("the same words are the same rule by every door", () => {
	test.each([
		["every fri at noon", "FREQ=WEEKLY;BYDAY=FR", "2026-12-04T12:00:00"],
		["every monday to friday at 6am", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "2026-12-01T06:00:00"],
		["on the 1st of every month at 9", "FREQ=MONTHLY;BYMONTHDAY=1", "2026-12-01T09:00:00"],
		["every day except sunday starting dec 6", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA", "2026-12-07"],
		["tuesdays at 8pm until 1 march", "FREQ=WEEKLY;BYDAY=TU;UNTIL=20270301", "2026-12-01T20:00:00"],
		["every day at 9am and 9pm", "FREQ=DAILY;BYHOUR=9,21", "2026-11-30T21:00:00"],
	])("%s", async (words, rule, due) => {
		const found = Object.entries(ruleDoors).map(([door, read]) => [door, read(words)]);
		expect(Object.fromEntries(found)).toEqual(
			Object.fromEntries(Object.keys(ruleDoors).map((door) => [door, { rule, due }])),
		);
		expect(csvColumn("repeat")(words).recurrence).toMatchObject({ rule });
	});

	test.each([
		["every 2nd tuesday", "FREQ=MONTHLY;BYDAY=2TU"],
		["mondays and thursdays", "FREQ=WEEKLY;BYDAY=MO,TH"],
		["every! 3 days", "FREQ=DAILY;INTERVAL=3"],
	])("%s, in the chat and on the console", async (words, rule) => {
		const spoken = parseRecurrenceWords(words, REFERENCE) ?? "";
		expect(parseFields({ recurrence: spoken }, MOMENT).recurrence?.rule).toBe(rule);
		expect(await parseRepeat(console_(), words)).toMatchObject({ rule });
	});
});

function console_(): Context {
	return { backend: async () => ({ timeZone: async () => MOMENT.timeZone }) } as unknown as Context;
}
