import { describe, expect, test } from "vitest";
import { cpuTime } from "#tests/cpu-time.ts";
import { DOCUMENTED_PHRASES } from "#tests/phrases/documented-phrases.ts";
import { HELD_OUT_PHRASES, OWN_PHRASES } from "#tests/phrases/own-phrases.ts";
import { type PhraseCase, readPhrases, readTitledPhrases } from "#tests/phrases/read-phrases.ts";
import { parseQuickAdd } from "./quick-add.ts";

// Monday 30 November 2026, 10:00.
const CONTEXT = { now: new Date("2026-11-30T15:00:00Z"), timeZone: "America/New_York" };

const tables: Array<[name: string, cases: PhraseCase[]]> = [
	["that other programs document", readTitledPhrases(DOCUMENTED_PHRASES, "Ring Bob")],
	["of people", readPhrases(OWN_PHRASES)],
	["of people, which the reader was not made by", readPhrases(HELD_OUT_PHRASES)],
];

describe.each(tables)("phrases %s", (_, cases) => {
	test.each(cases)("$text", ({ text, title, dues, rules, from }) => {
		const found = parseQuickAdd(text, CONTEXT);
		expect(dues).toContain(found.due);
		const rule = found.recurrence?.rule;
		if (rules.length === 0) expect(rule).toBeUndefined();
		else {
			expect(rules).toContain(rule);
			expect(found.recurrence?.from).toBe(from);
		}
		// Never half: what is read is gone from the title as a whole, and what is not stays as a whole.
		if (found.due === null) expect(found.parts).toEqual([]);
		else expect(found.title).toBe(title);
	});
});

test("a phrase takes less than a millisecond of processor time", () => {
	const cases = tables.flatMap(([, table]) => table);
	const readAll = () => {
		for (const { text } of cases) parseQuickAdd(text, CONTEXT);
	};
	readAll();
	expect(cpuTime(readAll) / cases.length).toBeLessThan(1);
});

test.each([
	["Workshop tomorrow 3-4pm", 60],
	["Workshop friday 9am to noon", 180],
	["Workshop at 11-1pm on friday", 120],
	["Party friday 22:00-01:00", 180],
	["Workshop tomorrow 3pm", null],
])("%s takes %s minutes", (text, minutes) => {
	expect(parseQuickAdd(text, CONTEXT).durationMinutes).toBe(minutes);
});
