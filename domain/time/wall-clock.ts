/**
 * Floating times: what a clock on the wall and the calendar beside it show, without a time zone
 * (RFC 5545, section 3.3.5, form 1). No imports: pages take this file to the browser.
 */

/** `YYYY-MM-DD`, a date that exists in the years 1900–9999. */
export type CalendarDate = string;

/**
 * A floating time in the zone that its user has at the moment: `YYYY-MM-DD` (all day) or
 * `YYYY-MM-DDTHH:MM:SS`. Text order is time order, as long as both have the same form.
 */
export type WallClock = string;

/** `HH:MM:SS`: the time of day at which an all-day task's reminders count and a reminder on a date fires. */
export const ALL_DAY_TIME = "09:00:00";
/** The same as minutes after midnight. */
export const ALL_DAY_MINUTES = 9 * 60;

/** Whether a wall clock is a date without a time of day. */
export function isAllDay(wallClock: WallClock): boolean {
	return wallClock.length === 10;
}

/** The wall clock with a time of day (`YYYY-MM-DDTHH:MM:SS`); a date alone gets `ALL_DAY_TIME`. */
export function withAllDayTime(wallClock: WallClock): WallClock {
	return isAllDay(wallClock) ? `${wallClock}T${ALL_DAY_TIME}` : wallClock;
}
