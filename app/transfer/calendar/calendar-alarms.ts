import { REMINDER_MAX_MINUTES_BEFORE, REMINDERS_MAX } from "#domain/limits.ts";
import type { Reminder } from "#domain/task/task.ts";
import { MINUTE_MS } from "#domain/time/durations.ts";
import {
	ALL_DAY_MINUTES,
	isAllDay,
	type WallClock,
	withAllDayTime,
} from "#domain/time/wall-clock.ts";
import type { JCalComponent, JCalProperty } from "./calendar-text.ts";
import { type CalendarTimes, readTime } from "./calendar-time.ts";

const DURATION =
	/^([+-])?P(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,7})M)?(?:(\d{1,8})S)?)?$/i;

type Dates = { due: WallClock | null; start: WallClock | null };

/** The alarms of a to-do as reminders (RFC 5545, section 3.6.6). What cannot be one is told in `notes`. */
export function readAlarms(
	parts: JCalComponent[],
	dates: Dates,
	times: CalendarTimes,
	notes: string[],
): Reminder[] {
	const reminders: Reminder[] = [];
	for (const [name, properties] of parts) {
		if (name !== "valarm") continue;
		const trigger = properties.find(([property]) => property === "trigger");
		const reminder = trigger ? readTrigger(trigger, dates, times) : null;
		if (reminder === null) notes.push("An alarm is left out: it does not say when.");
		else if (!reminders.some((other) => JSON.stringify(other) === JSON.stringify(reminder))) {
			reminders.push(reminder);
		}
	}
	if (reminders.length > REMINDERS_MAX) {
		notes.push(`A task has at most ${REMINDERS_MAX} reminders: the others are left out.`);
	}
	return reminders.slice(0, REMINDERS_MAX);
}

function readTrigger(
	trigger: JCalProperty,
	{ due, start }: Dates,
	times: CalendarTimes,
): Reminder | null {
	const [, parameters, type, value] = trigger;
	if (type === "date-time") {
		return { at: withAllDayTime(readTime(trigger, times)) };
	}
	const after = minutesOf(String(value));
	if (after === null || due === null) return null;
	const toEnd = parameters.related?.toUpperCase() === "END" || start === null;
	// From the start it is counted, and a reminder from the due date.
	const ahead = toEnd ? 0 : (epoch(due) - epoch(start)) / MINUTE_MS;
	const minutesBefore = (isAllDay(due) ? ALL_DAY_MINUTES : 0) + ahead - after;
	const isBefore = Number.isInteger(minutesBefore) && minutesBefore >= 0;
	if (isBefore && minutesBefore <= REMINDER_MAX_MINUTES_BEFORE) return { minutesBefore };
	const at = new Date(epoch(due) + (after - ahead) * MINUTE_MS);
	return { at: at.toISOString().slice(0, 19) };
}

/** What a duration adds, in minutes; null when it is none. */
function minutesOf(text: string): number | null {
	const match = DURATION.exec(text.trim());
	if (!match) return null;
	const [, sign, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = match;
	const total =
		((Number(weeks) * 7 + Number(days)) * 24 + Number(hours)) * 60 +
		Number(minutes) +
		Math.floor(Number(seconds) / 60);
	return sign === "-" ? -total : total;
}

function epoch(time: WallClock): number {
	return Date.parse(`${isAllDay(time) ? `${time}T00:00:00` : time}Z`);
}
