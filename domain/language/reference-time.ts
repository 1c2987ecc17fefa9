/** The time that relative words ("tomorrow", "in 2 hours") are reckoned from. */

import type { CalendarDate, WallClock } from "#domain/time/wall-clock.ts";
import { nowIn, type ZonedNow } from "#domain/time/zoned-time.ts";

/** `hour12`: what was understood is shown with "5:00 pm" for "17:00". */
export type ParseContext = ZonedNow & { hour12?: boolean };

/** A context with what clock and calendar show there: `nowLocal` has its time of day. */
export type ReferenceTime = ParseContext & { nowLocal: WallClock; today: CalendarDate };

/** The reference time of an instant in a zone. Throws a RangeError for an unknown zone. */
export function toReferenceTime(context: ParseContext): ReferenceTime {
	const nowLocal = nowIn(context.timeZone, context.now);
	return { ...context, nowLocal, today: nowLocal.slice(0, 10) };
}
