/**
 * When a user is to be reminded of what. Pure: the user's object keeps what is worked out here
 * (workers/user-object/), and works it out anew whenever tasks, time zone or settings change.
 */

import type { Reminder, Task } from "#domain/task/task.ts";
import { DAY_MS, MINUTE_MS } from "#domain/time/durations.ts";
import { type WallClock, withAllDayTime } from "#domain/time/wall-clock.ts";
import { todayIn, toInstant } from "#domain/time/zoned-time.ts";
import type { NotificationSettings } from "./notification-settings.ts";

const DAY_MINUTES = 1440;

/**
 * Reminders that are later than this (ms) do not fire. It has to be less than the time for which
 * notifications are kept (workers/scheduled.ts): they are the record that a reminder has fired.
 */
const REMINDER_MAX_LATE_MS = 60 * DAY_MS;

/** From this delay (ms) on a notification says that it is late. */
const LATE_MS = MINUTE_MS;

export type RemindedTask = Pick<Task, "id" | "due" | "reminders" | "remindersSince">;
export type SnoozedReminder = { id: string; taskId: number | null; snoozedUntil: Date };

/**
 * Something that is to happen at a time. The key says what it is about, whatever the time zone: so
 * it happens once, also for somebody who meets the same 09:00 again further west.
 */
export type AgendaItem = {
	key: string;
	kind: "reminder" | "snooze" | "digest";
	/** Wall clock of the reminder, id of the notification, or date of the digest. */
	ref: string;
	taskId: number | null;
	at: Date;
};

type AgendaInput = {
	timeZone: string;
	settings: NotificationSettings;
	tasks: RemindedTask[];
	snoozed: SnoozedReminder[];
	now: Date;
};

/** All future and recently missed items of a user, in no order; `timeZone` is an IANA name. */
export function planAgenda({ timeZone, settings, tasks, snoozed, now }: AgendaInput): AgendaItem[] {
	return [
		...tasks.flatMap((task) => planReminders(task, timeZone, now)),
		...snoozed.map(planSnoozed),
		...planDigest(settings, timeZone, now),
	];
}

/**
 * The items of a task's reminders, one for each wall clock; without those that were past when they
 * were set, and without those later than REMINDER_MAX_LATE_MS.
 */
export function planReminders(task: RemindedTask, timeZone: string, now: Date): AgendaItem[] {
	const earliest = Math.max(
		task.remindersSince?.getTime() ?? 0,
		now.getTime() - REMINDER_MAX_LATE_MS,
	);
	const items = new Map<string, AgendaItem>();
	for (const reminder of task.reminders) {
		const time = reminderTime(reminder, task.due, timeZone);
		if (!time || time.at.getTime() <= earliest) continue;
		const key = `reminder:${task.id}:${time.wallClock}`;
		items.set(key, { key, kind: "reminder", ref: time.wallClock, taskId: task.id, at: time.at });
	}
	return [...items.values()];
}

/** The agenda item that repeats a snoozed reminder. */
export function planSnoozed({ id, taskId, snoozedUntil: at }: SnoozedReminder): AgendaItem {
	return { key: `snooze:${id}:${at.getTime()}`, kind: "snooze", ref: id, taskId, at };
}

/** The next digest, for those who want one. */
function planDigest({ digestAt }: NotificationSettings, timeZone: string, now: Date): AgendaItem[] {
	if (digestAt === null) return [];
	const today = todayIn(timeZone, now);
	for (const date of [today, nominally(`${today}T00:00:00`, -DAY_MINUTES).slice(0, 10)]) {
		const at = toInstant(`${date}T${digestAt}:00`, timeZone);
		if (at > now) return [{ key: `digest:${date}`, kind: "digest", ref: date, taskId: null, at }];
	}
	return [];
}

/**
 * When a reminder rings in `timeZone`. Whole days before the due date keep its time of day across a
 * clock change; hours and minutes are as long as they are. `wallClock` is the same in every zone.
 */
function reminderTime(reminder: Reminder, due: WallClock | null, timeZone: string) {
	if ("at" in reminder) return { wallClock: reminder.at, at: toInstant(reminder.at, timeZone) };
	if (due === null) return null;
	const { minutesBefore } = reminder;
	const dueTime = withAllDayTime(due);
	const minutes = minutesBefore % DAY_MINUTES;
	const sameTime = toInstant(nominally(dueTime, minutesBefore - minutes), timeZone);
	return {
		wallClock: nominally(dueTime, minutesBefore),
		at: new Date(sameTime.getTime() - minutes * MINUTE_MS),
	};
}

/** The wall clock that many minutes before, where no clock ever changes. */
function nominally(wallClock: WallClock, minutesBefore: number): WallClock {
	const ms = Date.parse(`${wallClock}Z`) - minutesBefore * MINUTE_MS;
	return new Date(ms).toISOString().slice(0, 19);
}

/** Whether `now` is at least a minute after `at`, so that the notification has to say so. */
export function isLate(at: Date, now: Date): boolean {
	return now.getTime() - at.getTime() >= LATE_MS;
}
