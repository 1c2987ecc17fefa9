import { expect, test } from "vitest";
import type { Task } from "#domain/task/task.ts";
import { plainTask } from "#tests/task.ts";
import { fieldChanges } from "./field-changes.ts";

const NOW = new Date("2026-11-20T15:00:00Z");
const clock = { now: "2026-11-20T10:00:00", hour12: false };
const task = plainTask(NOW, { title: "Rent" });

test("what changed is told field by field, as people write it", () => {
	const after: Task = {
		...task,
		title: "Pay rent",
		priority: "high",
		due: "2026-11-21T17:00:00",
		tags: ["home", "bank"],
		parentId: 7,
		recurrence: { rule: "FREQ=MONTHLY;BYMONTHDAY=1", from: "due" },
		reminders: [{ minutesBefore: 30 }],
		status: "completed",
		completedAt: NOW,
		version: 2,
	};
	expect(fieldChanges(task, after, { ...clock, hour12: true })).toEqual([
		{ name: "Title", before: "Rent", after: "Pay rent" },
		{ name: "Priority", before: "medium", after: "high" },
		{ name: "Due", before: "none", after: "tomorrow 5:00 pm" },
		{ name: "Tags", before: "none", after: "home, bank" },
		{ name: "Repeats", before: "none", after: "every month on the 1st" },
		{ name: "Reminders", before: "none", after: "30 minutes before" },
		{ name: "Parent", before: "none", after: "task 7" },
	]);
	expect(fieldChanges(task, task, clock)).toEqual([]);
});

test("a long text is cut between characters", () => {
	const [change] = fieldChanges(task, { ...task, description: "👩‍👧".repeat(200) }, clock);
	expect([...(change?.after ?? "")]).toHaveLength(121);
	expect(change?.after.isWellFormed()).toBe(true);
});
