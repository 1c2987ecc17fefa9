/** What the words of a language mean for dates, times and rules. One table a language: en.ts. */

import type { RuleParts } from "#domain/recurrence/recurrence-rule.ts";
import { type Token, tokenize } from "./tokenize.ts";

export type Unit = "second" | "minute" | "hour" | "day" | "week" | "month" | "year";
export type DayPart = "morning" | "noon" | "afternoon" | "evening" | "night";

/** Words that only hold the others together. */
export type Role =
	| "every"
	| "other"
	| "each"
	| "single"
	| "on"
	| "at"
	| "by"
	| "due"
	| "for"
	| "around"
	| "in"
	| "within"
	| "from"
	| "between"
	| "starting"
	| "until"
	| "times"
	| "twice"
	| "once"
	| "per"
	| "of"
	| "the"
	| "a"
	| "this"
	| "next"
	| "coming"
	| "past"
	| "startOf"
	| "middleOf"
	| "endOf"
	| "last"
	| "to"
	| "through"
	| "and"
	| "or"
	| "except"
	| "after"
	| "before"
	| "ahead"
	| "ago"
	| "fromNow"
	| "half"
	| "quarter"
	| "minutesPast"
	| "minutesTo"
	| "clock"
	| "am"
	| "pm"
	| "ordinalEnd"
	| "workday"
	| "weekend"
	| "weekdaySet"
	| "weekendSet"
	| "endOfDay"
	| "endOfWeek"
	| "endOfMonth"
	| "endOfYear"
	| "afterNext"
	| "atDue"
	| "during";

export type Meaning =
	/** `isWord`: a word of its own, too ("sat"). `isPlural`: each of them ("tuesdays"). */
	| { kind: "weekday"; value: number; isWord: boolean; isPlural: boolean }
	/** `isWord`: a word of its own, too ("may"); `isName`: a person's ("jan"). */
	| { kind: "month"; value: number; isWord: boolean; isName: boolean }
	| { kind: "unit"; unit: Unit; size: number; isShort: boolean }
	| { kind: "number"; value: number }
	| { kind: "ordinal"; value: number }
	| { kind: "part"; part: DayPart; isWhole: boolean }
	/** Days from today; `isName`: a person's name when it has a capital ("Tom"). */
	| { kind: "day"; offset: number; part: DayPart | null; isName: boolean }
	| { kind: "holiday"; month: number; day: number }
	| {
			kind: "adverb";
			frequency: RuleParts["frequency"];
			interval: number;
			part: DayPart | null;
	  }
	| { kind: "clock"; time: string; isWord: boolean }
	| { kind: "role"; role: Role };

/** Lists of words or phrases, with commas between. */
export type Vocabulary = {
	/** Monday first. */
	weekdays: string[];
	weekdayPlurals: string[];
	/** January first. */
	months: string[];
	/** Of the weekdays and months those that are other words, too, and those that are names. */
	alsoWords: string;
	alsoNames: string;
	units: Record<Unit, string>;
	/** Letters that are units right behind a number. */
	shortUnits: Partial<Record<Unit, string>>;
	multiples: Array<[words: string, unit: Unit, size: number]>;
	numbers: Array<[words: string, value: number]>;
	ordinals: string[];
	/** `parts` need a date beside them, `wholeParts` do not. */
	parts: Record<DayPart, string>;
	wholeParts: Partial<Record<DayPart, string>>;
	days: Array<[words: string, offset: number, part?: DayPart]>;
	/** Of the days those that are names when they have a capital. */
	dayNames: string;
	holidays: Array<[words: string, month: number, day: number]>;
	adverbs: Array<
		[words: string, frequency: RuleParts["frequency"], interval: number, part?: DayPart]
	>;
	clocks: Array<[words: string, time: string, isWord?: true]>;
	roles: Record<Role, string>;
	/** Behind these words a date belongs to the title. */
	notBehind: string;
	/** Behind these words digits are a number. */
	numbered: string;
	/** Behind these words a span says how long, not when. */
	lasting: string;
	/** Behind these words the short name of a day is a person. */
	beforeName: string;
	/** Before an adverb of time, these make it one of something else ("the daily"). */
	notBeforeAdverb: string;
	/** What may follow an hour that has neither minutes nor half of the day ("at 1 with Sam"). */
	afterHour: string;
	/** Behind a moment to be reminded at, these begin the task. */
	taskFollows: string;
	/** Before and behind a reminder. */
	remind: string;
};

type Entry = { words: string[]; meaning: Meaning };

/** Only behind other words do these have a part in a phrase. */
const INNER_ROLES = new Set<Role>([
	"single",
	"other",
	"until",
	"times",
	"per",
	"of",
	"to",
	"through",
	"and",
	"or",
	"except",
	"before",
	"ahead",
	"ago",
	"fromNow",
	"minutesPast",
	"minutesTo",
	"clock",
	"am",
	"pm",
	"ordinalEnd",
	"afterNext",
	"atDue",
	"during",
]);

/** A vocabulary made ready to be looked up. */
export type Language = {
	/** The first words of phrases. */
	starts: Set<string>;
	entries: Map<string, Entry[]>;
	notBehind: Set<string>;
	numbered: Set<string>;
	lasting: Set<string>;
	beforeName: Set<string>;
	notBeforeAdverb: Set<string>;
	afterHour: Set<string>;
	taskFollows: Set<string>;
	remind: string[][];
};

/** Makes a table ready; once a language. */
export function compileVocabulary(table: Vocabulary): Language {
	const entries = new Map<string, Entry[]>();
	const add = (list: string, meaning: (words: string) => Meaning) => {
		for (const phrase of phrasesOf(list)) {
			const words = tokenize(phrase).map(({ text }) => text);
			const [first = ""] = words;
			const known = entries.get(first) ?? [];
			known.push({ words, meaning: meaning(phrase) });
			entries.set(first, known);
		}
	};
	const alsoWords = new Set(phrasesOf(table.alsoWords));
	const alsoNames = new Set(phrasesOf(table.alsoNames));
	const dayNames = new Set(phrasesOf(table.dayNames));
	const weekday = (index: number, isPlural: boolean) => (word: string) => {
		return { kind: "weekday", value: index + 1, isWord: alsoWords.has(word), isPlural } as const;
	};
	for (const [index, list] of table.weekdays.entries()) add(list, weekday(index, false));
	for (const [index, list] of table.weekdayPlurals.entries()) add(list, weekday(index, true));
	for (const [index, list] of table.months.entries()) {
		add(list, (word) => ({
			kind: "month",
			value: index + 1,
			isWord: alsoWords.has(word),
			isName: alsoNames.has(word),
		}));
	}
	for (const [unit, list] of each(table.units)) {
		add(list, () => ({ kind: "unit", unit, size: 1, isShort: false }));
	}
	for (const [unit, list] of each(table.shortUnits)) {
		add(list ?? "", () => ({ kind: "unit", unit, size: 1, isShort: true }));
	}
	for (const [list, unit, size] of table.multiples) {
		add(list, () => ({ kind: "unit", unit, size, isShort: false }));
	}
	for (const [list, value] of table.numbers) add(list, () => ({ kind: "number", value }));
	for (const [index, list] of table.ordinals.entries()) {
		add(list, () => ({ kind: "ordinal", value: index + 1 }));
	}
	for (const [part, list] of each(table.parts)) {
		add(list, () => ({ kind: "part", part, isWhole: false }));
	}
	for (const [part, list] of each(table.wholeParts)) {
		add(list ?? "", () => ({ kind: "part", part, isWhole: true }));
	}
	for (const [list, offset, part = null] of table.days) {
		add(list, (word) => ({ kind: "day", offset, part, isName: dayNames.has(word) }));
	}
	for (const [list, month, day] of table.holidays) {
		add(list, () => ({ kind: "holiday", month, day }));
	}
	for (const [list, frequency, interval, part = null] of table.adverbs) {
		add(list, () => ({ kind: "adverb", frequency, interval, part }));
	}
	for (const [list, time, isWord = false] of table.clocks) {
		add(list, () => ({ kind: "clock", time, isWord }));
	}
	for (const [role, list] of each(table.roles)) add(list, () => ({ kind: "role", role }));
	for (const list of entries.values()) list.sort((a, b) => b.words.length - a.words.length);
	const starts = [...entries].filter(([, list]) =>
		list.some(({ meaning }) => meaning.kind !== "role" || !INNER_ROLES.has(meaning.role)),
	);
	const set = (list: string) => new Set(phrasesOf(list));
	return {
		starts: new Set(starts.map(([word]) => word)),
		entries,
		notBehind: set(table.notBehind),
		numbered: set(table.numbered),
		lasting: set(table.lasting),
		beforeName: set(table.beforeName),
		notBeforeAdverb: set(table.notBeforeAdverb),
		afterHour: set(table.afterHour),
		taskFollows: set(table.taskFollows),
		remind: phrasesOf(table.remind).map((phrase) => tokenize(phrase).map(({ text }) => text)),
	};
}

function phrasesOf(list: string): string[] {
	return list
		.split(",")
		.map((phrase) => phrase.trim())
		.filter((phrase) => phrase !== "");
}

function each<Key extends string, Value>(record: Partial<Record<Key, Value>>) {
	return Object.entries(record) as Array<[Key, Value]>;
}

/** The tokens that the words of a phrase are, from an index on: how many, or 0 when they are not there. */
export function matchWords(tokens: Token[], at: number, words: string[]): number {
	for (const [index, word] of words.entries()) {
		if (tokens[at + index]?.text !== word) return 0;
	}
	return words.length;
}
