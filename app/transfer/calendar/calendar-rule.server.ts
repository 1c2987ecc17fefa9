import { countOccurrences } from "#domain/recurrence/occurrences.server.ts";
import { formatRule, parseRule } from "#domain/recurrence/recurrence-rule.ts";
import { toRfcRules } from "#domain/recurrence/to-rfc-rules.ts";
import type { Task } from "#domain/task/task.ts";
import { isAllDay, type WallClock } from "#domain/time/wall-clock.ts";
import { nowIn, toInstant } from "#domain/time/zoned-time.ts";

type Repeating = Pick<Task, "due" | "recurrence" | "series" | "status">;

/**
 * The rule of a task as calendars take it (RFC 5545), from its due date on: the 31st is the last of the
 * days from the 28th on. Null for what is completed, whose series is told by the open task, and where
 * calendars could not follow: when it is counted from completion, when the task was moved away from its
 * day, and in the rare cases that take several rules, of which many calendars read one.
 */
export function calendarRule(
	{ due, recurrence, series, status }: Repeating,
	timeZone: string,
): string | null {
	if (status === "completed" || !due || recurrence?.from !== "due") return null;
	if (series && series.scheduled !== due) return null;
	const schedule = { rule: recurrence.rule, start: series?.start ?? due };
	const parts = parseRule(schedule.rule);
	const [rule, ...more] = toRfcRules(parts, schedule.start.slice(0, 10));
	if (!rule || more.length > 0) return null;
	const count = parts.count && parts.count - countOccurrences(schedule, due) + 1;
	if (count !== null && count < 1) return null;
	return formatRule({
		...rule,
		count,
		until: parts.until && untilLike(due, parts.until, timeZone),
	});
}

/** A day where the due date is one, else a moment in UTC (RFC 5545, section 3.3.10). */
function untilLike(due: WallClock, until: string, timeZone: string): string {
	const wall = until.replace(/^(....)(..)(..)/, "$1-$2-$3").replace(/T(..)(..)(..)/, "T$1:$2:$3");
	const isInstant = wall.endsWith("Z");
	if (isAllDay(due)) {
		const day = isInstant ? nowIn(timeZone, new Date(wall)) : wall;
		return day.slice(0, 10).replaceAll("-", "");
	}
	if (isInstant) return until;
	return toInstant(wall, timeZone, "23:59:59")
		.toISOString()
		.replace(/[-:]|\.\d+/g, "");
}
