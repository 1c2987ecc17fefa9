import fc from "fast-check";
import { expect, test } from "vitest";
import { findPhrases } from "#domain/language/find-phrases.ts";
import { toReferenceTime } from "#domain/language/reference-time.ts";
import { firstOccurrence } from "#domain/recurrence/first-occurrence.ts";
import { parseRule } from "#domain/recurrence/recurrence-rule.ts";
import { dueInWords } from "#domain/time/format-due-date.ts";
import { cpuTime } from "#tests/cpu-time.ts";
import { parseQuickAdd } from "./quick-add.ts";

const CONTEXT = { now: new Date("2026-11-30T15:00:00Z"), timeZone: "America/New_York" };
const WORDS =
	"every every! each ev other on at @ by from to until for the a an of in and or except but , - – . : ! / ( ) + & mon tuesday fridays sat sun weekday weekends jan may march december 1st 2nd 15 27th 31 2027 0900 1900 14.30 9:30 5pm 5 p.m. am noon midnight morning evening tonight today tomorrow tom next last this week month year days hours minutes 3 two half quarter past before after ago start end mid first third day christmas new year's eve daily weekly twice times 5 x starting CET Z +01:00 2026-12-01 12/1 FREQ=DAILY;COUNT=2 RRULE: call Ann report remind me #home p1".split(
		" ",
	);
const lines = fc
	.array(fc.constantFrom(...WORDS), { maxLength: 16 })
	.map((words) => words.join(" "));

test("what is read and what is left are together the text", () => {
	fc.assert(
		fc.property(lines, (text) => {
			const { title, parts, due } = parseQuickAdd(text, CONTEXT);
			const left = parts.reduceRight(
				(rest, part) => rest.slice(0, part.start) + rest.slice(part.end),
				text,
			);
			const letters = (words: string) => words.replace(/[^\p{L}\p{N}]/gu, "");
			// Where no word is left for a title, all of it is; a mark like + may be one.
			const isEmpty = letters(left) === "";
			const isWhole = isEmpty && !/[^\s\p{P}]/u.test(left);
			expect(letters(title)).toBe(letters(isWhole ? text : left));
			const isTimed = parts.some(({ kind }) => kind === "date" || kind === "recurrence");
			expect(isTimed).toBe(due !== null);
		}),
		{ numRuns: 3000 },
	);
});

test("no phrase ends within a word, a name or a number", () => {
	const reference = toReferenceTime(CONTEXT);
	fc.assert(
		fc.property(lines, fc.constantFrom("", "x", "'s", ".com", "-free", "5"), (text, tail) => {
			for (const { start, end } of findPhrases(text + tail, reference)) {
				expect((text + tail).slice(end)).not.toMatch(/^[\p{L}\p{N}_]|^[-'./:@](?=[\p{L}\p{N}])/u);
				expect((text + tail).slice(0, start)).not.toMatch(/[\p{L}\p{N}_]$/u);
			}
		}),
		{ numRuns: 1000 },
	);
});

test("the first date of a rule is one of the rule's", () => {
	fc.assert(
		fc.property(lines, (text) => {
			const { due, recurrence } = parseQuickAdd(text, CONTEXT);
			if (!due || !recurrence) return;
			const { byHour } = parseRule(recurrence.rule);
			expect(firstOccurrence(recurrence.rule, due.slice(0, 10))).toBe(due.slice(0, 10));
			if (byHour.length > 0) expect(byHour).toContain(Number(due.slice(11, 13)));
		}),
		{ numRuns: 3000 },
	);
});

test("a due date is read back from the words that rows show", () => {
	const due = fc
		.date({ min: new Date("2026-12-02"), max: new Date("2040-01-01"), noInvalidDate: true })
		.map((date) => `${date.toISOString().slice(0, 16)}:00`);
	fc.assert(
		fc.property(due, fc.boolean(), fc.boolean(), (timed, isAllDay, hour12) => {
			const date = isAllDay ? timed.slice(0, 10) : timed;
			// Two hours of the year come twice or never.
			const context = { ...CONTEXT, timeZone: "UTC" };
			const words = dueInWords(date, "2026-11-30T15:00:00", { hour12 });
			expect(parseQuickAdd(`Pay ${words}`, context)).toMatchObject({ title: "Pay", due: date });
		}),
	);
});

test("no line of the length that is parsed takes 50 ms of processor time", () => {
	const pieces = fc.oneof(
		fc.constantFrom(...WORDS),
		fc
			.array(fc.constantFrom(...WORDS), { minLength: 2, maxLength: 4 })
			.map((words) => words.join(" ")),
	);
	// The engine compiles it first.
	for (let runs = 0; runs < 20; runs += 1) parseQuickAdd(WORDS.join(" "), CONTEXT);
	fc.assert(
		fc.property(pieces, fc.constantFrom(" ", "", ", ", " and "), (piece, separator) => {
			const text = (piece + separator).repeat(3000 / (piece + separator).length);
			const times = [1, 2, 3].map(() => cpuTime(() => parseQuickAdd(text, CONTEXT)));
			expect(Math.min(...times)).toBeLessThan(50);
		}),
		{ numRuns: 150 },
	);
});
