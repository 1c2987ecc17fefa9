import type { Reminder, Task } from "#domain/task/task.ts";
import {
	ALL_DAY_MINUTES,
	ALL_DAY_TIME,
	isAllDay,
	type WallClock,
} from "#domain/time/wall-clock.ts";
import { toInstant } from "#domain/time/zoned-time.ts";
import { calendarRule } from "./calendar-rule.server.ts";
import { stateOf } from "./calendar-state.ts";
import type { JCalComponent, JCalProperty } from "./calendar-text.ts";

/** What a task's component needs besides the task. */
export type CalendarContext = {
	timeZone: string;
	now: Date;
	/** The identifier that the user's task of that number always has. */
	uidOf: (id: number) => string;
	/** The URL of the task's page; null to leave it out, as in exports. */
	urlOf: ((id: number) => string) | null;
};

/** RFC 5545, section 3.8.1.9: 1 to 4 is high, 5 medium, 6 to 9 low. */
const PRIORITIES = { high: 1, medium: 5, low: 9 };

/**
 * A task as a to-do of a calendar (RFC 5545, section 3.6.2). With `isLossless` it carries along what
 * calendars have no property for, so that Tend makes the same task of it again.
 */
export function todoComponent(
	task: Task,
	context: CalendarContext,
	{ isLossless = false } = {},
): JCalComponent {
	const { timeZone, uidOf } = context;
	const rule = calendarRule(task, timeZone);
	const { due } = task;
	const isCompleted = task.status === "completed";
	const properties: JCalProperty[] = [
		["uid", {}, "text", uidOf(task.id)],
		...common(task, context),
		["status", {}, "text", isCompleted ? "COMPLETED" : "NEEDS-ACTION"],
	];
	if (task.completedAt) {
		properties.push(["completed", {}, "date-time", stamp(task.completedAt)]);
		properties.push(["percent-complete", {}, "integer", 100]);
	}
	// What repeats has to have a start; the rule counts from it.
	if (due && rule) properties.push(time("dtstart", due, timeZone));
	if (due) properties.push(time("due", due, timeZone));
	if (rule) properties.push(ruleProperty(rule));
	if (task.parentId !== null) properties.push(["related-to", {}, "text", uidOf(task.parentId)]);
	if (isLossless) properties.push(["x-tend-state", {}, "text", stateOf(task)]);
	const alarms = isCompleted
		? []
		: task.reminders.map((reminder) => alarm(reminder, task, "END", timeZone));
	return ["vtodo", properties, alarms];
}

/** A timed task as an appointment, for calendars that do not show to-dos. */
export function eventComponent(
	task: Task & { due: WallClock },
	context: CalendarContext,
): JCalComponent {
	const { timeZone, uidOf } = context;
	const rule = calendarRule(task, timeZone);
	const properties: JCalProperty[] = [
		["uid", {}, "text", `event-${uidOf(task.id)}`],
		...common(task, context),
		time("dtstart", task.due, timeZone),
		["duration", {}, "duration", EVENT_DURATION],
		// It takes none of the user's time from others.
		["transp", {}, "text", "TRANSPARENT"],
		...(rule ? [ruleProperty(rule)] : []),
	];
	return [
		"vevent",
		properties,
		task.reminders.map((reminder) => alarm(reminder, task, "START", timeZone)),
	];
}

/** Long enough to be seen in a week's view. */
const EVENT_DURATION = "PT30M";

function common(task: Task, { urlOf }: CalendarContext): JCalProperty[] {
	const properties: JCalProperty[] = [
		// Without METHOD it says when this was last changed (section 3.8.7.2).
		["dtstamp", {}, "date-time", stamp(task.updatedAt)],
		["created", {}, "date-time", stamp(task.createdAt)],
		["last-modified", {}, "date-time", stamp(task.updatedAt)],
		["sequence", {}, "integer", task.version - 1],
		["summary", {}, "text", task.title],
		["priority", {}, "integer", PRIORITIES[task.priority]],
	];
	if (task.description !== "") properties.push(["description", {}, "text", task.description]);
	if (task.tags.length > 0) properties.push(["categories", {}, "text", ...task.tags]);
	if (urlOf) properties.push(["url", {}, "uri", urlOf(task.id)]);
	return properties;
}

function time(name: string, at: WallClock, timeZone: string): JCalProperty {
	if (isAllDay(at)) return [name, {}, "date", at];
	if (timeZone === "UTC") return [name, {}, "date-time", `${at}Z`];
	return [name, { tzid: timeZone }, "date-time", at];
}

function alarm(
	reminder: Reminder,
	{ title, due }: Pick<Task, "title" | "due">,
	related: "START" | "END",
	timeZone: string,
): JCalComponent {
	const trigger: JCalProperty =
		"at" in reminder || due === null
			? ["trigger", {}, "date-time", stamp(instantOf(reminder, timeZone))]
			: ["trigger", { related }, "duration", before(reminder.minutesBefore, due)];
	const properties: JCalProperty[] = [
		["action", {}, "text", "DISPLAY"],
		["description", {}, "text", title],
		trigger,
	];
	return ["valarm", properties, []];
}

function instantOf(reminder: Reminder, timeZone: string): Date {
	return "at" in reminder ? toInstant(reminder.at, timeZone, ALL_DAY_TIME) : new Date(0);
}

function before(minutesBefore: number, due: WallClock): string {
	// A date stands for its midnight.
	const minutes = (isAllDay(due) ? ALL_DAY_MINUTES : 0) - minutesBefore;
	return `${minutes < 0 ? "-" : ""}PT${Math.abs(minutes)}M`;
}

/** A rule as jCal has it: parts by their names in lower case, lists as lists. */
function ruleProperty(rule: string): JCalProperty {
	const parts = rule.split(";").map((part) => {
		const [name = "", value = ""] = part.split("=");
		return [name.toLowerCase(), name === "UNTIL" ? untilOf(value) : value.split(",")];
	});
	return ["rrule", {}, "recur", Object.fromEntries(parts)];
}

function untilOf(value: string) {
	return value.replace(/^(....)(..)(..)/, "$1-$2-$3").replace(/T(..)(..)(..)/, "T$1:$2:$3");
}

function stamp(instant: Date): string {
	return `${instant.toISOString().slice(0, 19)}Z`;
}
