import { Invalid } from "#app/core/errors.ts";
import type { Scope } from "#app/core/scope.server.ts";
import type { UnnumberedTask } from "#db/tasks/edit-rows.server.ts";
import { findFirstDueDate } from "#domain/recurrence/first-due-date.ts";
import { firstOccurrence } from "#domain/recurrence/first-occurrence.ts";
import { nextOccurrence } from "#domain/recurrence/occurrences.server.ts";
import { formatRule, parseRule, type Recurrence } from "#domain/recurrence/recurrence-rule.ts";
import type { Task } from "#domain/task/task.ts";
import type { WallClock } from "#domain/time/wall-clock.ts";
import { todayIn } from "#domain/time/zoned-time.ts";

/** Fills in the due date that a recurrence needs. Throws `Invalid` when fields contradict each other. */
export function normalizeTask<T extends Task | UnnumberedTask>(scope: Scope, task: T): T {
	// The dates of a series are counted from its first due date.
	const due = task.due ?? (task.recurrence ? requireFirstDueDate(scope, task.recurrence) : null);
	if (due === null && task.reminders.some((reminder) => "minutesBefore" in reminder)) {
		throw new Invalid([
			{ path: "reminders", message: "A reminder before the due date needs a due date." },
		]);
	}
	return { ...task, due };
}

/**
 * Throws `Invalid` for a rule that has no date after `due`, even without its COUNT and UNTIL: no date
 * fits it ("30 February"), or INTERVAL skips all that do.
 */
export function checkRule({ rule }: Recurrence, due: WallClock) {
	const date = due.slice(0, 10);
	const endless = formatRule({ ...parseRule(rule), count: null, until: null });
	asInvalid(() => firstOccurrence(endless, date));
	if (nextOccurrence({ rule: endless, start: date }, [date], "UTC") === null) {
		throw new Invalid([{ path: "recurrence", message: `The rule has no date after ${date}.` }]);
	}
}

function requireFirstDueDate(scope: Scope, { rule }: Recurrence): WallClock {
	// For its error message.
	const date = asInvalid(() => firstOccurrence(rule, todayIn(scope.timeZone, scope.now)));
	return findFirstDueDate(rule, null, scope) ?? date;
}

function asInvalid<T>(check: () => T): T {
	try {
		return check();
	} catch (error) {
		if (!(error instanceof RangeError)) throw error;
		throw new Invalid([{ path: "recurrence", message: error.message }]);
	}
}

/** Throws `Invalid` when `parentId` cannot be the parent. `tree`: the trees of the task and of the parent. */
export function checkParent(task: Task | UnnumberedTask, tree: Task[]) {
	const refuse = (message: string) => new Invalid([{ path: "parentId", message }]);
	const parent = tree.find(({ id }) => id === task.parentId);
	if (!parent) throw refuse(`There is no task ${task.parentId} to put this under.`);
	if (parent.id === task.id) throw refuse("A task cannot be its own subtask.");
	if (parent.parentId !== null) throw refuse("A subtask cannot have subtasks.");
	if (task.id !== null && tree.some(({ parentId }) => parentId === task.id)) {
		throw refuse("A task that has subtasks cannot become one.");
	}
}
