/** Notifications in words. They are kept as they are sent, so nothing in them is "today". */

import { dueInWords, isOverdue } from "#domain/time/format-due-date.ts";
import type { WallClock } from "#domain/time/wall-clock.ts";

type ReminderBodyInput = {
	due: WallClock | null;
	/** When the reminder should have rung, if that was noticeably earlier. */
	missed: WallClock | null;
	now: WallClock;
	hour12: boolean;
};

/** What stands below a reminder's title: "Due at 17:00", "Was due at 09:00" when it comes late. */
export function reminderBody({ due, missed, now, hour12 }: ReminderBodyInput): string {
	const at = (moment: WallClock) => momentInWords(moment, now, hour12);
	const isPast = due !== null && isOverdue(due, now);
	if (missed === null) {
		if (due === null) return "Reminder";
		return `${isPast ? "Was due" : "Due"} ${at(due)}`;
	}
	if (due === null || due === missed) return `Was due ${at(missed)}`;
	return `Was due ${at(missed)}. The task ${isPast ? "was" : "is"} due ${at(due)}`;
}

/** "at 17:00" on the same day, else with its date: "Mon 7 Dec 17:00", "Mon 7 Dec". */
function momentInWords(moment: WallClock, now: WallClock, hour12: boolean): string {
	if (moment.slice(0, 10) === now.slice(0, 10) && moment.length > 10) {
		return `at ${dueInWords(moment, now, { hour12 }).replace("today ", "")}`;
	}
	return dueInWords(moment, farFrom(moment, now), { hour12 });
}

/** A day of the same year on which nothing is said to be today, tomorrow or yesterday. */
function farFrom(moment: WallClock, now: WallClock): WallClock {
	return `${now.slice(0, 4)}-${moment.slice(5, 7) === "06" ? "01" : "06"}-15`;
}

type DigestCounts = { today: number; overdue: number };

/** What the day's digest says: "2 tasks due today, 1 overdue"; null when there is nothing to say. */
export function digestTitle({ today, overdue }: DigestCounts): string | null {
	const parts = [];
	if (today > 0) parts.push(`${today} ${today === 1 ? "task" : "tasks"} due today`);
	if (overdue > 0)
		parts.push(
			today > 0 ? `${overdue} overdue` : `${overdue} ${overdue === 1 ? "task" : "tasks"} overdue`,
		);
	return parts.length > 0 ? parts.join(", ") : null;
}
