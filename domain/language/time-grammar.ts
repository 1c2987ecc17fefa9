/** Times of day: "5pm", "14.30", "half past 3", "9am to noon", "3pm CET". */

import type { RequiredContext, TimeNode } from "./syntax.ts";
import type { TokenCursor } from "./token-cursor.ts";
import { ZONES } from "./zones.ts";

type Half = "am" | "pm" | null;
type Clock = {
	hour: number;
	minute: number;
	second: number;
	half: Half;
	/** Two digits, or an hour that only one half of the day has. */
	isExact: boolean;
	needs: RequiredContext;
	isHourAlone: boolean;
	/** No half of the day was said, though one has been decided. */
	isBare?: boolean;
};

/** The time at the cursor; `isAt` when "at" stands before, `isFront` when an hour may be followed by anything. */
export function parseTime(cursor: TokenCursor, isAt: boolean, isFront = false): TimeNode | null {
	return cursor.longest<TimeNode>([
		() => range(cursor, isAt),
		() => {
			const clock = anyClock(cursor, isAt);
			if (!clock) return null;
			if (!clock.isHourAlone) return node(cursor, clock, null);
			const isHour = isFront || (isAt ? isHourEnd(cursor) : isDayPartNext(cursor));
			return isHour ? node(cursor, { ...clock, needs: "nothing" }, null) : null;
		},
	]);
}

/** "3-4pm", "9:30 to 11:00", "from 2 to 4pm", "between 2 and 4pm". */
function range(cursor: TokenCursor, isAt: boolean): TimeNode | null {
	const isBetween = cursor.role("between");
	const start = anyClock(cursor, true);
	if (!start || !(isBetween ? cursor.role("and") : cursor.role("to"))) return null;
	const end = anyClock(cursor, true);
	if (!end || (start.isHourAlone && end.isHourAlone && !isAt && !isBetween)) return null;
	if (start.isHourAlone && end.isHourAlone) return null;
	// "8pm until 1 march" is no range of times.
	if (end.isHourAlone && !isHourEnd(cursor)) return null;
	let from = start;
	if (start.half === null && end.half !== null && !start.isExact) {
		// "11-1pm": the same half of the day would end before it starts.
		const same = minutesOf({ ...start, half: end.half });
		const half = same > minutesOf(end) ? "am" : end.half;
		from = { ...start, half };
	}
	const until =
		end.half === null && from.half !== null && !end.isExact ? { ...end, half: from.half } : end;
	const length = minutesOf(until) - minutesOf(from);
	const needs = start.needs === "support" && end.needs === "support" ? "edge" : "nothing";
	return node(cursor, { ...from, needs }, length > 0 ? length : length + 24 * 60);
}

function node(cursor: TokenCursor, clock: Clock, durationMinutes: number | null): TimeNode | null {
	const minutes = minutesOf(clock);
	const seconds = clock.second === 0 ? "" : `:${two(clock.second)}`;
	const time = `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}${seconds}`;
	const zone = parseZone(cursor);
	const isBare = clock.isBare ?? (clock.half === null && !clock.isExact && clock.hour < 12);
	return { time, isBare, durationMinutes, zone, needs: zone === null ? clock.needs : "nothing" };
}

function anyClock(cursor: TokenCursor, isAt: boolean): Clock | null {
	return cursor.longest<Clock>(
		[
			() => inDigits(cursor, isAt),
			() => inWords(cursor),
			() => pastHour(cursor),
			() => named(cursor),
		],
		true,
	);
}

/** "5pm", "17:00", "5.30 pm", "18h30", "0640", and "5" alone. */
function inDigits(cursor: TokenCursor, isAt: boolean): Clock | null {
	const digits = cursor.digits(4);
	if (digits === null) return null;
	if (digits.length > 2) return digits.length === 4 ? military(digits, isAt) : null;
	const hour = Number(digits);
	const separator = cursor.attempt(() => {
		if (!cursor.isGlued()) return null;
		const mark = cursor.mark(":")
			? ":"
			: cursor.mark(".")
				? "."
				: takeHourSign(cursor)
					? "h"
					: null;
		return mark;
	});
	const minutes = separator && cursor.isGlued() ? cursor.digits(2) : null;
	if (separator && separator !== "h" && minutes?.length !== 2) return null;
	const seconds = cursor.attempt(() => {
		if (separator !== ":" || !cursor.isGlued() || !cursor.mark(":") || !cursor.isGlued())
			return null;
		const found = cursor.digits(2);
		return found?.length === 2 ? found : null;
	});
	const half = parseHalf(cursor);
	const minute = Number(minutes ?? 0);
	const isClock = cursor.role("clock");
	return checked({
		hour,
		minute,
		second: Number(seconds ?? 0),
		half,
		isExact: digits.length === 2 && (digits.startsWith("0") || hour > 12),
		needs: needsOf(separator, half, minute, digits.length),
		isHourAlone: separator === null && half === null && !isClock,
	});
}

/** "John 3:16" and "2:37 left" are no times; "standup 9:30" and "train 19:47" are. */
function needsOf(
	separator: string | null,
	half: Half,
	minute: number,
	length: number,
): RequiredContext {
	if (half !== null) return "nothing";
	if (separator === ":") return length === 2 || minute % 5 === 0 ? "edge" : "support";
	return "support";
}

/** "1900": with "at" before it any, else one that is no year. */
function military(digits: string, isAt: boolean): Clock | null {
	const minute = Number(digits.slice(2));
	if (!isAt && minute % 5 !== 0) return null;
	const hour = Number(digits.slice(0, 2));
	const rest = { second: 0, half: null, isExact: true, isHourAlone: false } as const;
	return checked({ hour, minute, ...rest, needs: "support" });
}

function takeHourSign(cursor: TokenCursor): boolean {
	return cursor.take("unit", ({ unit, isShort }) => unit === "hour" && isShort) !== null;
}

/** "ten am", "ten thirty am", "five o'clock". */
function inWords(cursor: TokenCursor): Clock | null {
	const hour = cursor.take("number", ({ value }) => value <= 12)?.value;
	if (hour === undefined) return null;
	const minute = cursor.take("number", ({ value }) => value >= 10 && value < 60)?.value ?? 0;
	const half = parseHalf(cursor);
	const isClock = cursor.role("clock");
	const isHourAlone = half === null && !isClock && minute === 0;
	const rest = { second: 0, isExact: false, isHourAlone };
	return checked({ hour, minute, half, ...rest, needs: half === null ? "support" : "nothing" });
}

/** "half past 3", "quarter to 5", "ten past 4 pm". */
function pastHour(cursor: TokenCursor): Clock | null {
	const isHalf = cursor.role("half");
	const minutes = isHalf ? 30 : cursor.role("quarter") ? 15 : minuteCount(cursor);
	if (minutes === null) return null;
	const isPast = cursor.role("minutesPast");
	if (!isPast && (isHalf || !cursor.role("minutesTo"))) return null;
	const digits = cursor.digits(2);
	const hour = digits === null ? cursor.take("number")?.value : Number(digits);
	if (hour === undefined || hour > 12 || hour < 1) return null;
	const half = parseHalf(cursor);
	const at = checked({
		hour,
		minute: 0,
		second: 0,
		half,
		isExact: false,
		needs: "edge",
		isHourAlone: false,
	});
	if (!at) return null;
	const total = (minutesOf(at) + (isPast ? minutes : 24 * 60 - minutes)) % (24 * 60);
	// The half of the day has been decided by the hour that was said.
	const isMorning = total < 12 * 60;
	const shown = { hour: Math.floor(total / 60) % 12 || 12, minute: total % 60 };
	return { ...at, ...shown, half: half ?? (isMorning ? "am" : "pm"), isBare: half === null };
}

function minuteCount(cursor: TokenCursor): number | null {
	const digits = cursor.digits(2);
	const count = digits === null ? cursor.take("number")?.value : Number(digits);
	if (count === undefined || count < 1 || count > 59) return null;
	const hasUnit = cursor.take("unit", ({ unit }) => unit === "minute") !== null;
	return digits === null || hasUnit || count % 5 === 0 ? count : null;
}

function named(cursor: TokenCursor): Clock | null {
	const clock = cursor.take("clock");
	if (!clock) return null;
	const [hour = 0, minute = 0] = clock.time.split(":").map(Number);
	const rest = { second: 0, half: null, isExact: true, isHourAlone: false } as const;
	return { hour, minute, ...rest, needs: clock.isWord ? "support" : "edge" };
}

/** "am", "p.m." */
function parseHalf(cursor: TokenCursor): Half {
	if (cursor.role("am")) return "am";
	if (cursor.role("pm")) return "pm";
	return cursor.attempt(() => {
		const letter = cursor.token?.text;
		if (letter !== "a" && letter !== "p") return null;
		cursor.at += 1;
		if (!cursor.isGlued() || !cursor.mark(".") || !cursor.isGlued()) return null;
		if (cursor.token?.text !== "m") return null;
		cursor.at += 1;
		if (cursor.isGlued()) cursor.mark(".");
		return letter === "a" ? "am" : "pm";
	});
}

/** "CET", "Z", "+01:00", "UTC+2": in capitals, since some of them are words. */
function parseZone(cursor: TokenCursor): string | number | null {
	return cursor.attempt(() => {
		const { token } = cursor;
		const known = token && ZONES.get(token.raw === "z" && token.isGlued ? "Z" : token.raw);
		if (known !== undefined && token?.kind === "word") cursor.at += 1;
		const offset = known === undefined || known === 0 ? parseOffset(cursor) : null;
		if (!cursor.isWordEnd()) return null;
		return offset ?? known ?? null;
	});
}

function parseOffset(cursor: TokenCursor): number | null {
	return cursor.attempt(() => {
		if (!cursor.isGlued()) return null;
		const sign = cursor.mark("+") ? 1 : cursor.mark("-") ? -1 : 0;
		const hours = sign === 0 ? null : cursor.digits(2);
		if (hours === null || Number(hours) > 14) return null;
		const minutes = cursor.attempt(() =>
			cursor.isGlued() && cursor.mark(":") ? cursor.digits(2) : null,
		);
		return sign * (Number(hours) * 60 + Number(minutes ?? 0));
	});
}

/** What may follow "at 5", which is else "meet at 5 guys". */
function isHourEnd(cursor: TokenCursor): boolean {
	if (cursor.isBoundary()) return true;
	const { token } = cursor;
	if (!token) return true;
	if (cursor.language.afterHour.has(token.text)) return true;
	const { at } = cursor;
	const isTime =
		cursor.take("day") !== null ||
		cursor.take("part", ({ isWhole }) => isWhole) !== null ||
		cursor.take("weekday") !== null ||
		cursor.role("next", "this", "until", "starting", "every", "for", "and", "times");
	cursor.at = at;
	return isTime;
}

/** "8 in the evening", "8 tonight". */
function isDayPartNext(cursor: TokenCursor): boolean {
	const { at } = cursor;
	const isPart =
		cursor.take("part", ({ isWhole }) => isWhole) !== null ||
		cursor.take("day", ({ part }) => part !== null) !== null;
	cursor.at = at;
	return isPart;
}

function checked(clock: Clock): Clock | null {
	const { hour, minute, second, half } = clock;
	if (minute > 59 || second > 59 || hour > (half === null ? 23 : 12)) return null;
	return half !== null && hour === 0 ? null : clock;
}

/** Minutes after midnight: nobody plans for the hours from one to six in the morning without saying so. */
function minutesOf({ hour, minute, half, isExact }: Clock): number {
	const isAfternoon = half === "pm" || (half === null && !isExact && hour >= 1 && hour <= 6);
	const hours = half === null && !isAfternoon ? hour : (hour % 12) + (isAfternoon ? 12 : 0);
	return hours * 60 + minute;
}

function two(number: number): string {
	return String(number).padStart(2, "0");
}
