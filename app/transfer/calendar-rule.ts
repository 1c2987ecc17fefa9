import { type RuleParts, readRule, writeRule } from "#app/tasks/recurrence-rule.ts";
import type { Task, WallClock } from "#app/tasks/task.ts";
import { isAllDay, toInstant } from "#app/tasks/wall-clock.ts";

/** A day that every month has. */
const SAFE_DAY = 28;

type Repeating = Pick<Task, "due" | "recurrence" | "series">;

/**
 * The rule of a task as calendars take it, from its due date on; null where it has none that they
 * could follow: one that is counted from completion, or whose task was moved away from its day.
 *
 * The 31st is the last day of a shorter month for Tend, which RFC 5545 would skip: so it becomes the
 * last of the days 28 to 31 that the month has.
 */
export function calendarRule(task: Repeating, timeZone: string): string | null {
	const { due, recurrence, series } = task;
	if (!due || recurrence?.from !== "due" || (series && series.scheduled !== due)) return null;
	const parts = withMonthEnds(readRule(recurrence.rule), series?.start ?? due);
	const left = parts.count === null ? null : parts.count - ((series?.occurrence ?? 1) - 1);
	if (left !== null && left < 1) return null;
	return writeRule({ ...parts, count: left, until: until(parts.until, due, timeZone) });
}

function withMonthEnds(parts: RuleParts, start: WallClock): RuleParts {
	const { frequency, byMonth, byDay, byMonthDay, bySetPos, interval } = parts;
	const isByDate = byDay.length === 0 && bySetPos.length === 0;
	if (!isByDate || (frequency !== "MONTHLY" && frequency !== "YEARLY")) return parts;
	const isOpen = byMonthDay.length === 0;
	const days = isOpen ? [Number(start.slice(8, 10))] : byMonthDay;
	const late = days.filter((day) => day > SAFE_DAY);
	const early = days.filter((day) => day > 0 && day <= SAFE_DAY);
	// Of two such days a short month has one: no rule of RFC 5545 says that.
	if (late.length !== 1 || late.length + early.length < days.length) return parts;
	const withDays = {
		...parts,
		byMonthDay: [...new Set([...early, ...daysTo(late[0] as number)])],
		bySetPos: [...early.map((_, index) => index + 1), -1],
	};
	if (frequency === "MONTHLY") return withDays;
	const months = byMonth.length > 0 || !isOpen ? byMonth : [Number(start.slice(5, 7))];
	if (months.length === 1) {
		const isShort = months[0] === 2 || (late[0] === 31 && [4, 6, 9, 11].includes(months[0] ?? 0));
		return isShort ? { ...withDays, byMonth: months } : parts;
	}
	// Positions count within a year there, so each month has to be a period of its own.
	return interval === 1 ? { ...withDays, frequency: "MONTHLY" } : parts;
}

function daysTo(last: number): number[] {
	return Array.from({ length: last - SAFE_DAY + 1 }, (_, index) => SAFE_DAY + index);
}

/** A day where the due date is one, else a moment in UTC (RFC 5545, section 3.3.10). */
function until(value: string | null, due: WallClock, timeZone: string): string | null {
	if (value === null) return null;
	const [date = "", time = "235959Z"] = value.split("T");
	if (isAllDay(due)) return date;
	if (value.endsWith("Z")) return value;
	const local = `${date}T${time.slice(0, 6)}`.replace(
		/^(....)(..)(..)T(..)(..)(..)$/,
		"$1-$2-$3T$4:$5:$6",
	);
	return utcStamp(toInstant(local, timeZone));
}

function utcStamp(instant: Date): string {
	return instant.toISOString().replace(/[-:]|\.\d+/g, "");
}
