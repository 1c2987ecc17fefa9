/** Reminders for people. Light, for the browser: what it writes, reminder-text.ts reads. */

import type { Reminder } from "#domain/task/task.ts";

const UNITS: Array<[minutes: number, name: string]> = [
	[10_080, "week"],
	[1440, "day"],
	[60, "hour"],
	[1, "minute"],
];

/**
 * A reminder in words ("30 minutes before", "at due time", "2026-11-30 18:00"), which
 * `parseReminder` reads back to the same.
 */
export function reminderInWords(reminder: Reminder): string {
	if ("at" in reminder) return reminder.at.replace("T", " ").replace(/(:\d\d):00$/, "$1");
	const { minutesBefore } = reminder;
	if (minutesBefore === 0) return "at due time";
	const [size, name] = UNITS.find(([minutes]) => minutesBefore % minutes === 0) ?? [1, "minute"];
	const count = minutesBefore / size;
	return `${count} ${name}${count === 1 ? "" : "s"} before`;
}
