import type { Duration, PartialDateTime } from "#app/assistant/local-model/intent/date-time.ts";
import type { ReferenceTime } from "#domain/language/reference-time.ts";
import { addDays, addMonths } from "#domain/time/calendar-date.ts";
import { MINUTE_MS } from "#domain/time/durations.ts";
import type { WallClock } from "#domain/time/wall-clock.ts";
import { nowIn, nowPlus, toInstant } from "#domain/time/zoned-time.ts";

/** The same duration the other way: what was later is earlier. */
export function negateDuration({ months, days, minutes }: Duration): Duration {
	return { months: -months, days: -days, minutes: -minutes };
}

/** A due date moved by a span; one without a date moves from today, or from now for minutes. */
export function shiftDue(due: WallClock | null, span: Duration, moment: ReferenceTime): WallClock {
	const { months, days, minutes } = span;
	const start = due ?? (minutes === 0 ? moment.today : moment.nowLocal);
	const [date = "", time] = start.split("T");
	const moved = addDays(addMonths(date, months), days);
	if (minutes === 0) return time === undefined ? moved : `${moved}T${time}`;
	const { timeZone } = moment;
	if (time === undefined) return nowPlus(minutes * MINUTE_MS, timeZone, toInstant(moved, timeZone));
	return nowIn(
		timeZone,
		new Date(toInstant(`${moved}T${time}`, timeZone).getTime() + minutes * MINUTE_MS),
	);
}

/** The due date that was meant, in view of the one there is: a new day keeps the time, a new time the day. */
export function resolveDue(
	when: PartialDateTime,
	due: WallClock | null,
	moment: ReferenceTime,
): WallClock {
	const [oldDate = null, oldTime = null] = due?.split("T") ?? [];
	const time = when.time ?? oldTime?.slice(0, 5) ?? null;
	if (time === null) return when.date ?? moment.today;
	const clock = time.padEnd(8, ":00");
	if (when.date !== null) return `${when.date}T${clock}`;
	// A time alone stays on the task's day, unless that would be in the past.
	const sameDay = `${oldDate ?? moment.today}T${clock}`;
	if (sameDay > moment.nowLocal) return sameDay;
	const today = `${moment.today}T${clock}`;
	return today > moment.nowLocal ? today : `${addDays(moment.today, 1)}T${clock}`;
}
