/**
 * Series: where a repeating task goes on, and how a change of it reaches those that follow. A series
 * has one open task, and the completed ones before it are history.
 */

import { newId } from "#app/core/id.server.ts";
import type { UnnumberedTask } from "#db/tasks/edit-rows.server.ts";
import { moveRule } from "#domain/recurrence/move-rule.ts";
import { countOccurrences, nextOccurrence } from "#domain/recurrence/occurrences.server.ts";
import { formatRule, parseRule, type Recurrence } from "#domain/recurrence/recurrence-rule.ts";
import type { Series, SeriesRange, Task } from "#domain/task/task.ts";
import { sameValue } from "#domain/task/task-equality.ts";
import type { WallClock } from "#domain/time/wall-clock.ts";
import { nowIn, resolveDstGap, type ZonedNow } from "#domain/time/zoned-time.ts";

/** The moment of a command, and the zone of its user. */

/** What followers have from the task before them. The rest is made anew, or depends on the date. */
const INHERITED_FIELDS = ["title", "description", "priority", "tags", "reminders"] as const;

/** A new task's series, if it repeats. One that is made as completed is a record, and goes on with none. */
export function newSeries({ due, recurrence, status }: Task | UnnumberedTask): Series | null {
	if (recurrence === null || due === null) return null;
	const series: Series = { id: newId(), start: due, scheduled: due, occurrence: 1 };
	return status === "completed" ? { ...series, continued: true } : series;
}

/** The series that a task stands in. One from before there were series is the first of its own. */
export function seriesOf(task: Task): Series | null {
	return task.series ?? newSeries({ ...task, status: "pending" });
}

/** The next occurrence of a series: its due date (wall clock), and its place in the series. */
export type NextOccurrence = { due: WallClock; series: Series };

/**
 * What comes after a task of a series, or null when the series is over. On schedule that is the first
 * occurrence after the one that this was, its due date and now; from completion it counts from the day
 * of that, and for a task that is skipped from its due date, if that is to come, else from today.
 */
export function nextInSeries(
	task: Task,
	series: Series,
	{ now, timeZone }: ZonedNow,
): NextOccurrence | null {
	const { recurrence, due } = task;
	if (recurrence === null || due === null) return null;
	const next =
		recurrence.from === "due"
			? nextOccurrence(
					{ rule: recurrence.rule, start: series.start },
					[series.scheduled, due, nowIn(timeZone, now)],
					timeZone,
				)
			: nextFromCompletion(task, series, { now, timeZone });
	if (next === null) return null;
	const { standing: _, continued: __, ...lasting } = series;
	return {
		due: resolveDstGap(next, timeZone),
		series: { ...lasting, scheduled: next, occurrence: series.occurrence + 1 },
	};
}

function nextFromCompletion(
	{ recurrence, due, completedAt }: Task,
	series: Series,
	{ now, timeZone }: ZonedNow,
): WallClock | null {
	const { count, ...parts } = parseRule(recurrence?.rule ?? "");
	// There is no schedule to count on, so the tasks themselves are counted.
	if (count !== null && series.occurrence >= count) return null;
	const today = nowIn(timeZone, completedAt ?? now).slice(0, 10);
	const dueDate = due?.slice(0, 10) ?? today;
	const from = completedAt === null && dueDate > today ? dueDate : today;
	const start = from + series.start.slice(10);
	return nextOccurrence({ rule: formatRule({ ...parts, count: null }), start }, [from], timeZone);
}

/** A task as those that follow it in the series inherit it: without what was changed for it alone. */
export function inheritedFields(task: Task): Task {
	return { ...task, ...task.series?.standing };
}

/**
 * The series of a task, and its rule, after a change of its fields from `before` to `after`. A rule
 * that was changed counts from the due date that the task has now. With the range "following" so
 * does one whose due date was changed, and its day moves along; else a new date is for this task alone.
 */
export function withSeries(before: Task, after: Task, range: SeriesRange | undefined): Task {
	const { due, recurrence } = after;
	const series = seriesOf(before);
	if (due === null || recurrence === null) return { ...after, series: null };
	if (series === null) return { ...after, series: newSeries(after) };
	// What was completed decides nothing any more.
	if (before.status === "completed") return { ...after, series: before.series };

	const kept = { ...series, standing: seriesDefaults(before, after, series, range) };
	const restarted = { ...kept, start: due, scheduled: due, occurrence: 1 };
	if (!isSameRule(before.recurrence, recurrence)) return { ...after, series: tidy(restarted) };
	if (before.due === due || range !== "following") return { ...after, series: tidy(kept) };
	return { ...after, recurrence: movedTo(due, recurrence, series), series: tidy(restarted) };
}

/** The same but for when it ends by date, which does not move any of its dates. */
function isSameRule(a: Recurrence | null, b: Recurrence): boolean {
	const withoutEnd = (rule: string) => formatRule({ ...parseRule(rule), until: null });
	return a !== null && a.from === b.from && withoutEnd(a.rule) === withoutEnd(b.rule);
}

/** The rule for the rest of a series that goes on from another date. */
function movedTo(due: WallClock, { rule, from }: Recurrence, series: Series): Recurrence {
	const moved = moveRule(rule, series.scheduled.slice(0, 10), due.slice(0, 10));
	const parts = parseRule(moved);
	if (parts.count === null) return { rule: moved, from };
	const place =
		from === "due"
			? countOccurrences({ rule, start: series.start }, series.scheduled)
			: series.occurrence;
	return { rule: formatRule({ ...parts, count: Math.max(1, parts.count - place + 1) }), from };
}

/** The fields that followers have otherwise than this task (`standing`), after a change of it. */
function seriesDefaults(
	before: Task,
	after: Task,
	{ standing = {} }: Series,
	range: SeriesRange | undefined,
): Series["standing"] {
	const changed = INHERITED_FIELDS.filter((field) => !sameValue(before[field], after[field]));
	const pick = (
		fields: readonly (typeof INHERITED_FIELDS)[number][],
		from: NonNullable<Series["standing"]>,
	) =>
		Object.fromEntries(
			fields.filter((field) => field in from).map((field) => [field, from[field]]),
		);
	if (range === "this") return { ...pick(changed, before), ...standing };
	return pick(
		INHERITED_FIELDS.filter((field) => !changed.includes(field)),
		standing,
	);
}

function tidy({ standing, ...series }: Series): Series {
	return standing && Object.keys(standing).length > 0 ? { ...series, standing } : series;
}
