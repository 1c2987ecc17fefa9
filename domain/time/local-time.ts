import { addDays } from "./calendar-date.ts";
import type { CalendarDate, WallClock } from "./wall-clock.ts";
import { nowIn } from "./zoned-time.ts";

/** The user's clock and calendar, in their zone, as statements on due dates need it. */
export type LocalTime = {
	/** With its time of day. */
	now: WallClock;
	today: CalendarDate;
	/** The first date after the seven days that start today. */
	weekEnd: CalendarDate;
};

/** What clock and calendar show in `timeZone` (IANA) at the instant `now`. */
export function localTime({ timeZone, now }: { timeZone: string; now: Date }): LocalTime {
	const local = nowIn(timeZone, now);
	const today = local.slice(0, 10);
	return { now: local, today, weekEnd: addDays(today, 7) };
}
