import { editedTask, toChangedTask } from "#app/tasks/commands/task-edit.server.ts";
import type { Edit } from "#db/tasks/edit-rows.server.ts";
import type { TaskEvent } from "#db/tasks/undo.server.ts";
import type { Task } from "#domain/task/task.ts";
import { sameFields, sameValue, TASK_FIELDS } from "#domain/task/task-equality.ts";

/** The rows that undoing or redoing a change is planned from. */
export type UndoInput = {
	direction: "undo" | "redo";
	/** What the change did to each of its tasks. */
	events: TaskEvent[];
	/** The current versions of these tasks, as far as they exist, with their subtasks and parents. */
	tasks: Task[];
	/** The open tasks of the series that the change touched, with their subtasks. */
	open: Task[];
	now: Date;
};

/** The edits that undo or redo a change, and the ids of the tasks that are skipped. */
export type UndoPlan = { edits: Edit[]; skipped: number[] };

/** An event of the change, and the edit that reverses it; null when its task was changed again since. */
type Reversal = { event: TaskEvent; edit: Edit | null };

/**
 * Plans how to undo or redo a change, task by task. Only the fields that the change touched are put
 * back, and only while they still are as it left them; what was changed since is skipped.
 */
export function planUndo({ direction, events, tasks, open, now }: UndoInput): UndoPlan {
	const reversals = events.map((event): Reversal => {
		const [from, to] =
			direction === "undo" ? [event.after, event.before] : [event.before, event.after];
		return { event, edit: reverseEvent({ event, from, to, tasks, events, now }) };
	});
	const conflicts = seriesConflicts(reversals, open);
	const plan: UndoPlan = { edits: [], skipped: [] };
	for (const { event, edit } of reversals) {
		if (edit === null || conflicts.has(event)) plan.skipped.push(event.taskId);
		else plan.edits.push(edit);
	}
	return plan;
}

type ReverseOptions = {
	event: TaskEvent;
	/** The version that the task must have to be reversed, and its version afterwards; null: it does not exist. */
	from: Task | null;
	to: Task | null;
	tasks: Task[];
	events: TaskEvent[];
	now: Date;
};

function reverseEvent({ event, from, to, tasks, events, now }: ReverseOptions): Edit | null {
	const current = tasks.find((task) => task.id === event.taskId) ?? null;
	const version = event.lastVersion + 1;
	if (to === null) {
		const hasNewSubtasks = tasks.some(
			({ id, parentId }) =>
				parentId === event.taskId && !events.some(({ taskId }) => taskId === id),
		);
		if (!current || !from || hasNewSubtasks || !sameFields(current, from)) return null;
		return { before: current, after: null };
	}
	if (from === null) {
		if (current) return null;
		const isParentBack =
			to.parentId === null ||
			[...tasks.map(({ id }) => id), ...events.map(({ taskId }) => taskId)].includes(to.parentId);
		const parentId = isParentBack ? to.parentId : null;
		return {
			before: null,
			after: { ...to, parentId, version, updatedAt: now, remindersSince: now },
		};
	}
	const touched = TASK_FIELDS.filter((field) => !sameValue(from[field], to[field]));
	if (!current || !sameFields(current, from, touched)) return null;
	const restored = Object.fromEntries(touched.map((field) => [field, to[field]]));
	return {
		before: current,
		after: toChangedTask({ now }, current, { ...current, ...restored }, version),
	};
}

/**
 * The events that must not be reversed because of their series, though their own task may be as the
 * change left it. A completed task of a series and the next that completing it made are reversed
 * together or not at all, and no series gets a second open task. A subtask counts to the series of its
 * parent where the change touched that, too.
 */
function seriesConflicts(reversals: Reversal[], open: Task[]): Set<TaskEvent> {
	const seriesOf = ({ taskId, before, after }: TaskEvent): string | null => {
		const { series, parentId } = (after ?? before) as Task;
		const parent = reversals.find(({ event }) => event.taskId === parentId && parentId !== taskId);
		return parent ? seriesOf(parent.event) : ((before?.series ?? series)?.id ?? null);
	};
	const edits = reversals.flatMap(({ edit }) => edit ?? []);
	const hasOtherOpenTask = ({ event, edit }: Reversal): boolean => {
		if (edit?.after?.status !== "pending" || !edit.after.series) return false;
		const { id: seriesId } = edit.after.series;
		return open
			.filter(({ id, series }) => series?.id === seriesId && id !== event.taskId)
			.some((task) => editedTask(edits, task)?.status === "pending");
	};
	const conflicting = new Set<string | null>();
	for (const reversal of reversals) {
		if (reversal.edit === null || hasOtherOpenTask(reversal)) {
			conflicting.add(seriesOf(reversal.event));
		}
	}
	conflicting.delete(null);
	return new Set(
		reversals.map(({ event }) => event).filter((event) => conflicting.has(seriesOf(event))),
	);
}
