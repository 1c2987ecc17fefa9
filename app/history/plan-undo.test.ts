import { describe, expect, test } from "vitest";
import type { TaskEvent } from "#db/tasks/undo.server.ts";
import type { Series, Task } from "#domain/task/task.ts";
import { planUndo } from "./plan-undo.server.ts";

const THEN = new Date("2026-11-20T15:00:00Z");
const NOW = new Date("2026-11-21T15:00:00Z");

function task(id: number, fields: Partial<Task> = {}): Task {
	return {
		id,
		title: `Task ${id}`,
		description: "",
		status: "pending",
		priority: "medium",
		due: null,
		tags: [],
		parentId: null,
		recurrence: null,
		reminders: [],
		series: null,
		remindersSince: THEN,
		completedAt: null,
		createdAt: THEN,
		updatedAt: THEN,
		version: 1,
		...fields,
	};
}

function event(before: Task | null, after: Task | null): TaskEvent {
	const { id, version } = (after ?? before) as Task;
	return { taskId: id, lastVersion: version, type: "task-updated", before, after };
}

const plan = (events: TaskEvent[], tasks: Task[], open: Task[] = []) =>
	planUndo({ direction: "undo", events, tasks, open, now: NOW });

describe("a changed task", () => {
	const before = task(1, { title: "Rent" });
	const after = task(1, { title: "Pay rent", version: 2 });

	test("gets back the fields that the change touched, and keeps later changes of others", () => {
		const now = { ...after, priority: "high" as const, version: 3 };
		const changed = { ...event(before, after), lastVersion: 3 };
		expect(plan([changed], [now])).toMatchObject({
			edits: [{ before: now, after: { title: "Rent", priority: "high", version: 4 } }],
			skipped: [],
		});
	});

	test("is skipped when the same field was changed again, or the task is gone", () => {
		expect(plan([event(before, after)], [{ ...after, title: "Rents" }])).toEqual({
			edits: [],
			skipped: [1],
		});
		expect(plan([event(before, after)], [])).toEqual({ edits: [], skipped: [1] });
	});
});

test("redo goes the other way", () => {
	const before = task(1, { title: "Rent" });
	const after = task(1, { title: "Pay rent" });
	const events = [event(before, after)];
	const plan = planUndo({ direction: "redo", events, tasks: [before], open: [], now: NOW });
	expect(plan.edits).toMatchObject([{ after: { title: "Pay rent" } }]);
});

test("a task that was made goes, unless it has got a subtask since", () => {
	const made = task(1);
	expect(plan([event(null, made)], [made]).edits).toEqual([{ before: made, after: null }]);
	expect(plan([event(null, made)], [made, task(2, { parentId: 1 })]).skipped).toEqual([1]);
});

test("a deleted subtask comes back as a task when its parent is gone", () => {
	const subtask = task(2, { parentId: 1 });
	expect(plan([event(subtask, null)], []).edits).toMatchObject([{ after: { parentId: null } }]);
	expect(plan([event(subtask, null)], [task(1)]).edits).toMatchObject([{ after: { parentId: 1 } }]);
});

describe("a completed task of a series", () => {
	const series: Series = { id: "s", start: "2026-11-20", scheduled: "2026-11-20", occurrence: 1 };
	const before = task(1, { series });
	const done = task(1, { series: { ...series, continued: true }, status: "completed", version: 2 });
	const next = task(2, { series: { ...series, scheduled: "2026-11-27", occurrence: 2 } });
	const completed = [event(before, done), event(null, next)];

	test("is opened again, and the next that it made goes", () => {
		const { edits, skipped } = plan(completed, [done, next], [next]);
		expect(edits.map(({ after }) => after?.status ?? null)).toEqual(["pending", null]);
		expect(skipped).toEqual([]);
	});

	test("stays completed when the next was changed since: a series has one open task", () => {
		const changed = { ...next, title: "Changed" };
		expect(plan(completed, [done, changed], [changed])).toEqual({ edits: [], skipped: [1, 2] });
	});
});
