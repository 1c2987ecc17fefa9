/** The time that relative words ("tomorrow", "in 2 hours") are reckoned from. */

import type { CalendarDate, WallClock } from "#domain/time/wall-clock.ts";
import { nowIn, type ZonedNow } from "#domain/time/zoned-time.ts";
import type { DayPart } from "./vocabulary.ts";

/** `HH:MM` of what people call by name. */
export type DayPartTimes = Record<DayPart, string>;

/**
 * `hour12`: what was understood is shown with "5:00 pm" for "17:00". `dayParts`: where they are not
 * `DAY_PART_TIMES`.
 */
export type ParseContext = ZonedNow & { hour12?: boolean; dayParts?: DayPartTimes };

/** A context with what clock and calendar show there: `nowLocal` has its time of day. */
export type ReferenceTime = ParseContext & { nowLocal: WallClock; today: CalendarDate };

export const DAY_PART_TIMES: DayPartTimes = {
	morning: "09:00",
	noon: "12:00",
	afternoon: "15:00",
	evening: "19:00",
	night: "21:00",
};

/** The reference time of an instant in a zone. Throws a RangeError for an unknown zone. */
export function toReferenceTime(context: ParseContext): ReferenceTime {
	const nowLocal = nowIn(context.timeZone, context.now);
	return { ...context, nowLocal, today: nowLocal.slice(0, 10) };
}
