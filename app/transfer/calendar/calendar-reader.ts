import type { Reader, Reading, ReadTask } from "#app/transfer/file/reading.ts";
import { CALENDAR_ZONES_MAX } from "#domain/limits.ts";
import { normalizeRule, type Recurrence } from "#domain/recurrence/recurrence-rule.ts";
import type { WallClock } from "#domain/time/wall-clock.ts";
import { readAlarms } from "./calendar-alarms.ts";
import { type CalendarComponent, readComponents } from "./calendar-components.ts";
import { readState } from "./calendar-state.ts";
import {
	type JCalComponent,
	type JCalProperty,
	parseComponent,
	valueText,
} from "./calendar-text.ts";
import { type CalendarTimes, readTime } from "./calendar-time.ts";
import { OwnZone } from "./own-zone.ts";

/** Why a component that is no to-do is left out. */
const NOT_TASKS: Record<string, string> = {
	VEVENT: "This is an event, not a task.",
	VJOURNAL: "This is a journal entry, not a task.",
	VFREEBUSY: "These are busy times, not a task.",
};

/** Reads iCalendar (RFC 5545) of any app: its to-dos. */
export const readCalendar: Reader = async function* (text, context) {
	const times: CalendarTimes = { timeZone: context.timeZone, zones: new Map() };
	for await (const component of readComponents(text)) {
		const { name, line } = component;
		if (name === "VTODO") yield readTodo(component, times);
		else if (name === "VTIMEZONE") keepZone(component, times);
		else yield { kind: "ignored", line, message: NOT_TASKS[name] ?? `${name} is no task.` };
	}
};

function keepZone({ text }: CalendarComponent, { zones }: CalendarTimes) {
	if (zones.size >= CALENDAR_ZONES_MAX) return;
	try {
		const zone = parseComponent(text);
		const tzid = zone[1].find(([name]) => name === "tzid")?.[3];
		if (typeof tzid === "string") zones.set(tzid, new OwnZone(zone));
	} catch {
		// Most zones are known by their names. A task that needs this one gets an error.
	}
}

function readTodo({ line, text }: CalendarComponent, times: CalendarTimes): Reading {
	let todo: JCalComponent;
	try {
		todo = parseComponent(text);
	} catch (error) {
		const why = error instanceof Error ? error.message.slice(0, 120) : "";
		return { kind: "error", line, message: `This to-do cannot be read: ${why}` };
	}
	const properties = new Properties(todo[1]);
	if (properties.text("status")?.toUpperCase() === "CANCELLED") {
		return { kind: "ignored", line, message: "This to-do was cancelled." };
	}
	if (properties.first("recurrence-id")) {
		return { kind: "ignored", line, message: "This is one changed date of a to-do that repeats." };
	}
	const notes: string[] = [];
	try {
		const task = toTask(properties, todo[2], times, notes);
		const state = properties.text("x-tend-state");
		const kept = state ? readState(state, properties.first("last-modified")?.[3]) : null;
		return { kind: "task", line, task: { ...task, ...kept }, notes };
	} catch (error) {
		if (!(error instanceof RangeError)) throw error;
		const title = properties.text("summary");
		return { kind: "error", line, message: error.message, title };
	}
}

class Properties {
	readonly all: JCalProperty[];

	constructor(all: JCalProperty[]) {
		this.all = all;
	}

	first(name: string): JCalProperty | undefined {
		return this.all.find((property) => property[0] === name);
	}

	text(name: string): string | undefined {
		const value = this.first(name)?.[3];
		return typeof value === "string" ? value : undefined;
	}

	number(name: string): number {
		return Number(this.first(name)?.[3] ?? 0);
	}
}

/** Throws a RangeError. */
function toTask(
	properties: Properties,
	parts: JCalComponent[],
	times: CalendarTimes,
	notes: string[],
): ReadTask {
	const dates = readDates(properties, times);
	const isCompleted =
		properties.text("status")?.toUpperCase() === "COMPLETED" ||
		properties.first("completed") !== undefined ||
		properties.number("percent-complete") >= 100;
	return {
		ref: properties.text("uid") ?? null,
		parentRef: parentOf(properties),
		title: properties.text("summary") ?? "",
		description: descriptionOf(properties),
		status: isCompleted ? "completed" : "pending",
		priority: priorityOf(properties.number("priority")),
		due: dates.due,
		tags: tagsOf(properties),
		recurrence: recurrenceOf(properties, notes),
		reminders: readAlarms(parts, dates, times, notes),
		completedAt: instantOf(properties.text("completed")),
		createdAt: instantOf(properties.text("created")),
		updatedAt: instantOf(properties.text("last-modified")),
	};
}

function readDates(properties: Properties, times: CalendarTimes) {
	const dueAt = properties.first("due");
	const startAt = properties.first("dtstart");
	const start: WallClock | null = startAt ? readTime(startAt, times) : null;
	return { start, due: dueAt ? readTime(dueAt, times) : start };
}

function parentOf({ all }: Properties): string | null {
	const related = all.find(
		([name, { reltype = "PARENT" }]) => name === "related-to" && reltype.toUpperCase() === "PARENT",
	);
	return typeof related?.[3] === "string" ? related[3] : null;
}

/** What has no field of its own stays as words; a link to the task's own page in Tend is no news. */
function descriptionOf(properties: Properties): string {
	const description = properties.text("description") ?? "";
	const more = [properties.text("location"), properties.text("url")].filter(
		(text) => text && !OWN_PAGE.test(text),
	);
	return more.length === 0 ? description : [description, ...more].join("\n\n").trimStart();
}

const OWN_PAGE = /^https?:\/\/[^/]+\/tasks\/\d+$/;

/** RFC 5545, section 3.8.1.9; 0 is "not said". */
function priorityOf(value: number): string | undefined {
	if (!(value >= 1 && value <= 9)) return undefined;
	if (value === 5) return "medium";
	return value < 5 ? "high" : "low";
}

function tagsOf({ all }: Properties): string[] {
	return all
		.filter(([name]) => name === "categories")
		.flatMap(([, , , ...values]) => values)
		.map((value) => String(value).replaceAll(",", " ").trim().slice(0, 50))
		.filter((tag) => tag.replace(/^#+/, "").trim() !== "");
}

function recurrenceOf(properties: Properties, notes: string[]): Recurrence | null {
	for (const name of ["rdate", "exdate", "exrule"]) {
		if (properties.first(name))
			notes.push(`${name.toUpperCase()} is left out: the rule alone is kept.`);
	}
	const rule = properties.first("rrule");
	if (!rule) return null;
	const text = valueText(rule);
	try {
		return { rule: normalizeRule(text), from: "due" };
	} catch (error) {
		if (!(error instanceof RangeError)) throw error;
		notes.push(`It does not repeat any more, as Tend has no such rule (${text.slice(0, 100)}).`);
		return null;
	}
}

/** As ISO 8601; undefined where there is none, or one that cannot be. */
function instantOf(text: string | undefined): string | undefined {
	if (text === undefined) return undefined;
	const date = new Date(text.endsWith("Z") ? text : `${text}Z`);
	return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}
