/**
 * Occurrences of rules that have times of day of their own: FREQ=HOURLY, and BYHOUR. They are wall
 * clock as all of a rule is: an hour that a clock change skips is moved by who asks, and one that
 * comes twice counts once.
 */

import { HOUR_MS } from "#domain/time/durations.ts";
import { isAllDay, type WallClock } from "#domain/time/wall-clock.ts";
import { firstOccurrence } from "./first-occurrence.ts";
import { formatRule, type RuleParts } from "./recurrence-rule.ts";

/** An hourly rule that finds no hour in so many steps has none: each step is a day or an hour. */
const STEPS = 20_000;

/**
 * The first occurrence of FREQ=HOURLY after `moment`, counted from `start`, which is the first; null
 * for a rule that has none. COUNT and UNTIL are not looked at.
 */
export function nextHour(parts: RuleParts, start: WallClock, moment: WallClock): WallClock | null {
	const first = toTime(start);
	if (moment < start) return start;
	const step = parts.interval * HOUR_MS;
	const days = formatRule({
		...parts,
		frequency: "DAILY",
		interval: 1,
		byHour: [],
		count: null,
		until: null,
	});
	const isOpen = parts.byMonth.length + parts.byMonthDay.length + parts.byDay.length === 0;
	let time = first + (Math.floor((toTime(moment) - first) / step) + 1) * step;
	for (let steps = 0; steps < STEPS; steps += 1) {
		const found = toWallClock(time);
		const date = found.slice(0, 10);
		const day = isOpen ? date : firstFitting(days, date);
		if (day === null) return null;
		if (day !== date) {
			time = first + Math.ceil((toTime(`${day}T00:00:00`) - first) / step) * step;
		} else if (parts.byHour.length > 0 && !parts.byHour.includes(Number(found.slice(11, 13)))) {
			time += step;
		} else return found;
	}
	return null;
}

/** The times of day of BYHOUR, with the minutes of the start. */
export function timesOfDay({ byHour }: RuleParts, start: WallClock): string[] {
	const minutes = isAllDay(start) ? ":00:00" : start.slice(13);
	return byHour.map((hour) => `T${String(hour).padStart(2, "0")}${minutes}`);
}

function firstFitting(rule: string, date: string): string | null {
	try {
		return firstOccurrence(rule, date);
	} catch (error) {
		if (error instanceof RangeError) return null;
		throw error;
	}
}

function toTime(wallClock: WallClock): number {
	return Date.parse(`${wallClock.padEnd(19, "T00:00:00")}Z`);
}

function toWallClock(time: number): WallClock {
	return new Date(time).toISOString().slice(0, 19);
}
