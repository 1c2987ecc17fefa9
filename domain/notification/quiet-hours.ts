import { addDays } from "#domain/time/calendar-date.ts";
import { nowIn, toInstant } from "#domain/time/zoned-time.ts";
import type { NotificationSettings } from "./notification-settings.ts";

/**
 * When the quiet hours end that `now` lies in; null when it lies in none. They are wall-clock times
 * of `timeZone` (IANA), and may reach over midnight.
 */
export function endOfQuietHours(
	quietHours: NotificationSettings["quietHours"],
	timeZone: string,
	now: Date,
): Date | null {
	if (!quietHours) return null;
	const { from, until } = quietHours;
	const local = nowIn(timeZone, now);
	const today = local.slice(0, 10);
	const time = local.slice(11, 16);
	const isOvernight = from > until;
	const isQuiet = isOvernight ? time >= from || time < until : time >= from && time < until;
	if (!isQuiet) return null;
	const lastDay = isOvernight && time >= from ? addDays(today, 1) : today;
	const end = toInstant(`${lastDay}T${until}:00`, timeZone);
	// Where the clock goes back over the end, it comes twice, and the first has been.
	return end > now ? end : null;
}
