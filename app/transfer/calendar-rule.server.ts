import { literalRules } from "#app/tasks/month-ends.ts";
import { readRule, writeRule } from "#app/tasks/recurrence-rule.ts";
import type { Task, WallClock } from "#app/tasks/task.ts";
import { isAllDay, toInstant } from "#app/tasks/wall-clock.ts";

type Repeating = Pick<Task, "due" | "recurrence" | "series">;

/**
 * The rule of a task as calendars take it (RFC 5545), from its due date on: nearly always one, several
 * where one cannot say it. None where calendars could not follow: when it is counted from completion,
 * when the task was moved away from its day, and when it ends by a count that several cannot share.
 */
export function calendarRules({ due, recurrence, series }: Repeating, timeZone: string): string[] {
	if (!due || recurrence?.from !== "due" || (series && series.scheduled !== due)) return [];
	const parts = readRule(recurrence.rule);
	const rules = literalRules(parts, (series?.start ?? due).slice(0, 10));
	const count = parts.count === null ? null : parts.count - ((series?.occurrence ?? 1) - 1);
	if (count !== null && (count < 1 || rules.length > 1)) return [];
	const until = parts.until && untilLike(due, parts.until, timeZone);
	return rules.map((rule) => writeRule({ ...rule, count, until }));
}

/** A day where the due date is one, else a moment in UTC (RFC 5545, section 3.3.10). */
function untilLike(due: WallClock, until: string, timeZone: string): string {
	const [date = "", time = "235959"] = until.split("T");
	if (isAllDay(due)) return date;
	if (time.endsWith("Z")) return until;
	const local = `${date}T${time}`.replace(/^(....)(..)(..)T(..)(..)(..)$/, "$1-$2-$3T$4:$5:$6");
	return toInstant(local, timeZone)
		.toISOString()
		.replace(/[-:]|\.\d+/g, "");
}
