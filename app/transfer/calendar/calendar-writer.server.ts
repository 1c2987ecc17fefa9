import type { Task } from "#domain/task/task.ts";
import { type CalendarContext, todoComponent } from "./calendar-task.server.ts";
import { calendarText, type JCalProperty } from "./calendar-text.ts";
import { zoneComponent } from "./calendar-zone.ts";

const END = "END:VCALENDAR\r\n";

/** An export as iCalendar (RFC 5545): each task a to-do, lossless for Tend. */
export async function* writeCalendar(
	pages: AsyncIterable<Task[]>,
	context: CalendarContext,
): AsyncGenerator<string> {
	yield calendarHead("Tend", context);
	for await (const tasks of pages) {
		const todos = tasks.map((task) => todoComponent(task, context, { isLossless: true }));
		if (todos.length > 0) yield todos.map(calendarText).join("");
	}
	yield END;
}

/** How a calendar begins. What comes next are components, and at last `calendarEnd`. */
export function calendarHead(
	name: string,
	{ timeZone, now }: Pick<CalendarContext, "timeZone" | "now">,
	more: JCalProperty[] = [],
): string {
	const text = calendarText([
		"vcalendar",
		[
			["version", {}, "text", "2.0"],
			["prodid", {}, "text", "-//Tend//Tend//EN"],
			["calscale", {}, "text", "GREGORIAN"],
			["x-wr-calname", {}, "unknown", name],
			["x-wr-timezone", {}, "unknown", timeZone],
			...more,
		],
		timeZone === "UTC" ? [] : [zoneComponent(timeZone, now)],
	]);
	return text.slice(0, -END.length);
}

export const calendarEnd = END;
