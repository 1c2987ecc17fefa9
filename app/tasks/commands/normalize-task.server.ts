import { Invalid } from "#app/core/errors.ts";
import type { Scope } from "#app/core/scope.server.ts";
import type { UnnumberedTask } from "#db/tasks/edit-rows.server.ts";
import { firstOccurrence } from "#domain/recurrence/first-occurrence.ts";
import { nextOccurrence } from "#domain/recurrence/occurrences.server.ts";
import { formatRule, parseRule, type Recurrence } from "#domain/recurrence/recurrence-rule.ts";
import type { Task } from "#domain/task/task.ts";
import type { WallClock } from "#domain/time/wall-clock.ts";
import { todayIn } from "#domain/time/zoned-time.ts";

/** Brings fields into line with each other. Throws `Invalid` where only the caller can decide. */
export function normalizeTask<T extends Task | UnnumberedTask>(scope: Scope, task: T): T {
	// A series has a date to go on from.
	const due = task.due ?? (task.recurrence ? requireFirstDueDate(scope, task.recurrence) : null);
	if (due === null && task.reminders.some((reminder) => "minutesBefore" in reminder)) {
		throw new Invalid([
			{ path: "reminders", message: "A reminder before the due date needs a due date." },
		]);
	}
	return { ...task, due };
}

/**
 * Throws `Invalid` for a rule that never comes round after `due`, wherever it ends: no date fits it
 * ("30 February"), or none of those that INTERVAL leaves.
 */
export function checkRule({ rule }: Recurrence, due: WallClock) {
	const date = due.slice(0, 10);
	const endless = formatRule({ ...parseRule(rule), count: null, until: null });
	inWords(() => firstOccurrence(endless, date));
	if (nextOccurrence({ rule: endless, start: date }, [date], "UTC") === null) {
		throw new Invalid([{ path: "recurrence", message: `The rule has no date after ${date}.` }]);
	}
}

function requireFirstDueDate({ timeZone, now }: Scope, { rule }: Recurrence) {
	return inWords(() => firstOccurrence(rule, todayIn(timeZone, now)));
}

function inWords<T>(reading: () => T): T {
	try {
		return reading();
	} catch (error) {
		if (!(error instanceof RangeError)) throw error;
		throw new Invalid([{ path: "recurrence", message: error.message }]);
	}
}

/** Throws `Invalid` when the parent that a task names cannot be one. `tree` is all around both. */
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
