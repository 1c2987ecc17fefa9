/** Times of day in English, parsed where they stand in a text. */

import { DAY_PART, DAY_PARTS, WEEKDAY, WORD_END } from "./date-vocabulary.ts";

export type FoundTime = {
	kind: "time";
	start: number;
	end: number;
	/** `HH:MM` */
	time: string;
	/** An hour without am or pm, which "in the evening" beside it can still move to the afternoon. */
	bare: boolean;
	/** What it needs inside a title: `RequiredContext` in date-words.ts says which; `company`: a date beside it. */
	needs: "nothing" | "edge" | "support" | "company" | "boundary";
	dayPart: boolean;
};

const MERIDIEM = "([ap])\\.?m\\.?";
const CLOCK = "(\\d{1,2})(?:[:.](\\d\\d))?";
/** What may follow "at 5", which is else "meet at 5 guys". */
const AFTER_HOUR = `(?=\\s*(?:$|[\\uE001.,;:!?)\\]–—-])|\\s+(?:with|for|about|re|on|in\\s+the\\s+${DAY_PART}|at\\s+night|today|tod|tonight|tomorrow|tom|tmrw?|next|this|${WEEKDAY})${WORD_END})`;
/** An hour may stand alone where its half of the day follows. */
const BEFORE_DAY_PART = `(?=\\d{1,2}\\s+(?:o['’]?clock|in\\s+the\\s+${DAY_PART}|at\\s+night)${WORD_END})`;

const RANGE = pattern(
	`@?\\s*${CLOCK}(?:\\s*${MERIDIEM})?\\s*(?:-|–|to|until|till)\\s*${CLOCK}(?:\\s*${MERIDIEM})?`,
);
const WITH_MERIDIEM = pattern(`@?\\s*${CLOCK}\\s*${MERIDIEM}`);
const WITH_MINUTES = pattern("(@?)\\s*(\\d{1,2}):(\\d\\d)(?::\\d\\d)?");
const BARE_HOUR = pattern(
	`(?:at\\s+|@\\s*|${BEFORE_DAY_PART})(\\d{1,2})(?:\\s+o['’]?clock)?${AFTER_HOUR}`,
);
const NAMED = pattern("(noon|midday|midnight)");
const PART = pattern(`((?:in\\s+the\\s+|at\\s+)?)(${DAY_PART})`);

/** The time whose words start at `at`; null where none does. */
export function parseTimeAt(text: string, at: number): FoundTime | null {
	for (const parse of [range, withMeridiem, withMinutes, bareHour, named, dayPart]) {
		const found = parse(text, at);
		if (found?.time) {
			const defaults = { kind: "time" as const, start: at, bare: false, dayPart: false };
			return { ...defaults, needs: "nothing", ...found, time: found.time };
		}
	}
	return null;
}

/** The hour that a part of the day beside it means: "8 in the evening" is 20:00. */
export function withDayPart(time: string, dayPart: string): string {
	const hour = Number(time.slice(0, 2));
	const afternoon = dayPart >= "12:00" && hour > 0 && hour < 12;
	return afternoon ? (clock(hour + 12, time.slice(3)) ?? time) : time;
}

type Found = Partial<Omit<FoundTime, "time">> & { end: number; time: string | null };

/** "3-4pm", "9:30 to 11:00": a task starts with it, so its start counts. */
function range(text: string, at: number): Found | null {
	const match = exec(RANGE, text, at);
	if (!match) return null;
	const [, hour = "", minute = "00", half, endHour = "", endMinute, endHalf] = match;
	if (!half && !endHalf && (match[2] === undefined || endMinute === undefined)) return null;
	const end = clock(Number(endHour), endMinute, endHalf);
	const start = clock(Number(hour), minute, half ?? endHalf);
	// "11-1pm": the same half of the day would end before it starts.
	const other = half === undefined && start !== null && end !== null && start > end;
	const time = other ? clock(Number(hour), minute, "a") : start;
	return end === null ? null : { end: RANGE.lastIndex, time };
}

function withMeridiem(text: string, at: number): Found | null {
	const match = exec(WITH_MERIDIEM, text, at);
	return (
		match && { end: WITH_MERIDIEM.lastIndex, time: clock(Number(match[1]), match[2], match[3]) }
	);
}

function withMinutes(text: string, at: number): Found | null {
	const match = exec(WITH_MINUTES, text, at);
	if (!match) return null;
	const time = clock(Number(match[2]), match[3]);
	// "John 3:16" and "2:37 left" are no times; "standup 9:30" and "train 19:47" are.
	const round = match[2]?.length === 2 || Number(match[3]) % 5 === 0;
	const needs = match[1] ? "nothing" : round ? "edge" : "support";
	return { end: WITH_MINUTES.lastIndex, time, needs, bare: Number(match[2]) < 12 };
}

/** "at 5": nobody plans for the hours from one to six in the morning without saying so. */
function bareHour(text: string, at: number): Found | null {
	const match = exec(BARE_HOUR, text, at);
	if (!match) return null;
	const hour = Number(match[1]);
	const afternoon =
		hour >= 1 && hour <= 6 && !/^\s+in\s+the\s+morning/i.test(text.slice(BARE_HOUR.lastIndex));
	return { end: BARE_HOUR.lastIndex, time: clock(afternoon ? hour + 12 : hour), bare: true };
}

function named(text: string, at: number): Found | null {
	const name = exec(NAMED, text, at)?.[1]?.toLowerCase();
	if (name === undefined) return null;
	const isMidnight = name === "midnight";
	return {
		end: NAMED.lastIndex,
		time: isMidnight ? "00:00" : "12:00",
		needs: isMidnight ? "support" : "edge",
	};
}

function dayPart(text: string, at: number): Found | null {
	const match = exec(PART, text, at);
	const [, preposition = "", part = ""] = match ?? [];
	if (!match) return null;
	const needs = preposition === "" ? "company" : "boundary";
	return { end: PART.lastIndex, time: DAY_PARTS[part.toLowerCase()] ?? null, needs, dayPart: true };
}

function clock(hour: number, minute = "00", half?: string): string | null {
	const twelve = half !== undefined;
	if (minute > "59" || hour > (twelve ? 12 : 23) || (twelve && hour === 0)) return null;
	const hours = twelve ? (hour % 12) + (half.toLowerCase() === "p" ? 12 : 0) : hour;
	return `${String(hours).padStart(2, "0")}:${minute}`;
}

function pattern(source: string): RegExp {
	return new RegExp(`${source}${WORD_END}`, "iuy");
}

function exec(sticky: RegExp, text: string, at: number): RegExpExecArray | null {
	sticky.lastIndex = at;
	return sticky.exec(text);
}
