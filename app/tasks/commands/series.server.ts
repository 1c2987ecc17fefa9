/**
 * Series of a repeating task: the next occurrence, and what a change means for the tasks that follow.
 * Invariant: a series has at most one open task. The completed ones before it are history.
 */

import { newId } from "#app/core/id.server.ts";
import type { UnnumberedTask } from "#db/tasks/edit-rows.server.ts";
import { moveRule } from "#domain/recurrence/move-rule.ts";
import { nextFromCompletion } from "#domain/recurrence/next-from-completion.server.ts";
import { countOccurrences, nextOccurrence } from "#domain/recurrence/occurrences.server.ts";
import { formatRule, parseRule, type Recurrence } from "#domain/recurrence/recurrence-rule.ts";
import type { Series, SeriesRange, Task } from "#domain/task/task.ts";
import { sameValue } from "#domain/task/task-equality.ts";
import type { WallClock } from "#domain/time/wall-clock.ts";
import { nowIn, resolveDstGap, type ZonedNow } from "#domain/time/zoned-time.ts";

/** The fields that the next task of a series copies from the one before it. */
const INHERITED_FIELDS = ["title", "description", "priority", "tags", "reminders"] as const;

/** A new series that begins with this task; null if it does not repeat. A task that is created as completed (an import) generates no next. */
export function newSeries({ due, recurrence, status }: Task | UnnumberedTask): Series | null {
	if (recurrence === null || due === null) return null;
	const series: Series = { id: newId(), start: due, scheduled: due, occurrence: 1 };
	return status === "completed" ? { ...series, continued: true } : series;
}

/** The series of a task. A repeating task without one (older than the column) begins a new one. */
export function seriesOf(task: Task): Series | null {
	return task.series ?? newSeries({ ...task, status: "pending" });
}

/** The next occurrence of a series: its due date (wall clock), and its place in the series. */
export type NextOccurrence = { due: WallClock; series: Series };

/**
 * The next occurrence after a task of a series; null when the series has ended. A rule that counts from
 * the due date gives its first occurrence after all of: the scheduled date of this task, its due date,
 * and now. One that counts from completion is counted as `nextFromCompletion` says; for a task that is
 * skipped, from the later of its due date and now.
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
			: nextOfCompletion(task, series, { now, timeZone });
	if (next === null) return null;
	const { standing: _, continued: __, ...lasting } = series;
	return {
		due: resolveDstGap(next, timeZone),
		series: { ...lasting, scheduled: next, occurrence: series.occurrence + 1 },
	};
}

function nextOfCompletion(
	{ recurrence, due, completedAt }: Task,
	series: Series,
	{ now, timeZone }: ZonedNow,
): WallClock | null {
	const rule = recurrence?.rule ?? "";
	const { count } = parseRule(rule);
	// Dates move with completions, so COUNT is checked against the number of tasks so far.
	if (count !== null && series.occurrence >= count) return null;
	const moment = nowIn(timeZone, completedAt ?? now);
	const isSkippedEarly = completedAt === null && due !== null && due > moment;
	const completed = isSkippedEarly ? due : moment;
	return nextFromCompletion(
		rule,
		{ start: series.start, due: due ?? completed, completed },
		timeZone,
	);
}

/** The task as the next of its series inherits it: changes for this occurrence alone (`standing`) reverted. */
export function inheritedFields(task: Task): Task {
	return { ...task, ...task.series?.standing };
}

/**
 * `after` with its series and rule adjusted to the change from `before`. A changed rule restarts the
 * series at the task's due date. A changed due date is for this task alone, unless the range is
 * "following": then the series restarts there, and the rule's days move along (BYDAY, BYMONTHDAY).
 */
export function withSeries(before: Task, after: Task, range: SeriesRange | undefined): Task {
	const { due, recurrence } = after;
	const series = seriesOf(before);
	if (due === null || recurrence === null) return { ...after, series: null };
	if (series === null) return { ...after, series: newSeries(after) };
	// Changing a completed task does not affect the tasks that follow.
	if (before.status === "completed") return { ...after, series: before.series };

	const kept = { ...series, standing: seriesDefaults(before, after, series, range) };
	const restarted = { ...kept, start: due, scheduled: due, occurrence: 1 };
	if (!isSameRule(before.recurrence, recurrence)) return { ...after, series: tidy(restarted) };
	if (before.due === due || range !== "following") return { ...after, series: tidy(kept) };
	return { ...after, recurrence: movedTo(due, recurrence, series), series: tidy(restarted) };
}

/** Whether two rules give the same dates. UNTIL is ignored: it ends the series and moves no date. */
function isSameRule(a: Recurrence | null, b: Recurrence): boolean {
	const withoutEnd = (rule: string) => formatRule({ ...parseRule(rule), until: null });
	return a !== null && a.from === b.from && withoutEnd(a.rule) === withoutEnd(b.rule);
}

/** The rule of a series that restarts at `due`: its days moved along, its COUNT reduced by what has been. */
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

/**
 * `standing` after a change: for each field that was changed for this occurrence alone, the value that
 * the tasks that follow get. Without the range "this" a changed field applies to them, too.
 */
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
