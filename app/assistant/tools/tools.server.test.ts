import { describe, expect, test } from "vitest";
import { z } from "zod";
import type { Scope } from "#app/core/scope.server.ts";
import { newScope } from "#tests/factories.ts";
import { forModel } from "./tool.server.ts";
import { findTool, receiptOf, TOOLS } from "./tools.server.ts";

async function run(scope: Scope, name: string, input: unknown = {}) {
	const tool = findTool(name);
	if (!tool) throw new Error(`no tool ${name}`);
	const result = await tool.run(scope, input);
	// What is answered is what the schema says, and JSON.
	const answer = forModel(result);
	expect(tool.outputSchema.strict().parse(JSON.parse(JSON.stringify(answer)))).toEqual(answer);
	return { result, receipt: receiptOf(name, result, scope.now)?.text };
}

const told = (scope: Scope, name: string, input?: unknown) =>
	run(scope, name, input).then(
		() => "no error",
		(error: Error) => error.message,
	);

test("the whole list costs a model at most 4,000 tokens", () => {
	const list = TOOLS.map(({ name, title, description, inputSchema, outputSchema }) => ({
		name,
		title,
		description,
		inputSchema: z.toJSONSchema(inputSchema, { io: "input" }),
		outputSchema: z.toJSONSchema(outputSchema, { io: "output" }),
	}));
	expect(JSON.stringify(list).length / 4).toBeLessThan(4000);
});

describe("dates", () => {
	test("come in the user's words and go out with weekday and zone", async () => {
		const scope = await newScope({ actor: "assistant" });
		const { result, receipt } = await run(scope, "add_task", {
			title: "Buy groceries",
			due_date: "next friday 3pm",
		});
		expect(forModel(result)).toEqual({
			task_id: 1,
			status: "created",
			title: "Buy groceries",
			due_date: "2026-11-27T15:00:00-05:00",
			due_in_words: "Friday 27 November 2026, 15:00 (America/New_York)",
		});
		expect(receipt).toBe("Added Buy groceries, Fri 27 Nov 15:00");
	});

	test.each([
		["friday", "2026-11-27"],
		["today", "2026-11-20"],
		["2026-12-01T08:00:00Z", "2026-12-01T03:00:00-05:00"],
		["2026-12-01T08:00", "2026-12-01T08:00:00-05:00"],
	])("%s is %s", async (words, expected) => {
		const scope = await newScope();
		const { result } = await run(scope, "add_task", { title: "x", due_date: words });
		expect(result.due_date).toBe(expected);
	});

	test.each(["feb 30", "feb 30 3pm", "2026-02-30", "whenever", "the day after never"])(
		"%s is refused",
		async (words) => {
			const scope = await newScope();
			const message = await told(scope, "add_task", { title: "x", due_date: words });
			expect(message).toMatch(/^due_date: .*ask the user/);
			expect((await run(scope, "list_tasks")).result.total).toBe(0);
		},
	);

	test("a new one leaves the recurrence as it is", async () => {
		const scope = await newScope();
		await run(scope, "add_task", { title: "Pay rent", recurrence: "every month on the 1st" });
		const { result, receipt } = await run(scope, "update_task", {
			task_id: 1,
			due_date: "tomorrow",
		});
		expect(result).toMatchObject({ due_date: "2026-11-21", repeats: "every month on the 1st" });
		expect(receipt).toBe("Changed Pay rent: due Sat 21 Nov");
	});
});

test("a recurrence is words or a rule", async () => {
	const scope = await newScope();
	const byWords = await run(scope, "add_task", { title: "a", recurrence: "every 2 weeks on mon" });
	const byRule = await run(scope, "add_task", {
		title: "a",
		recurrence: "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO",
	});
	expect(byWords.result.repeats).toBe("every 2 weeks on Monday");
	expect(byRule.result).toMatchObject({
		repeats: "every 2 weeks on Monday",
		due_date: "2026-11-23",
	});
	expect(await told(scope, "add_task", { title: "a", recurrence: "now and then" })).toMatch(
		/^recurrence: .*every week on mon/,
	);
});

test("tasks are found by filter, word, window, day and span of days", async () => {
	const scope = await newScope();
	for (const [title, due_date, tags] of [
		["Late", "yesterday", ["home"]],
		["Now", "today", []],
		["Later", "friday 3pm", []],
		["Someday", null, ["home"]],
	] as const) {
		await run(scope, "add_task", { title, tags, ...(due_date ? { due_date } : {}) });
	}
	const titles = async (input: unknown) => {
		const { result } = await run(scope, "list_tasks", input);
		return (result.tasks as { title: string }[]).map(({ title }) => title).join();
	};
	expect(await titles({ due: "overdue" })).toBe("Late");
	expect(await titles({ due: "today" })).toBe("Late,Now");
	expect(await titles({ due: "2026-11-20" })).toBe("Now");
	expect(await titles({ due: "next friday" })).toBe("Later");
	expect(await titles({ due: "none" })).toBe("Someday");
	expect(await titles({ due_from: "today", due_to: "2026-11-27" })).toBe("Now,Later");
	expect(await titles({ tag: "#Home", status: "pending" })).toBe("Late,Someday");
	expect(await titles({ query: "lat" })).toBe("Late,Later");
	const { result } = await run(scope, "list_tasks", { limit: 1 });
	expect(result).toMatchObject({ total: 4, tasks: [{ title: "Late", overdue: true }] });
});

test("errors name what to do next", async () => {
	const scope = await newScope();
	expect(await told(scope, "get_task", { task_id: 99 })).toBe(
		"No task 99. Use list_tasks to find it.",
	);
	for (const name of ["complete_task", "reopen_task", "delete_task"] as const) {
		expect(await told(scope, name, { task_id: 99 })).toContain("Use list_tasks");
	}
	expect(await told(scope, "update_task", { task_id: 99, add_tags: ["a"] })).toContain(
		"list_tasks",
	);
	expect(await told(scope, "add_task", { title: "a", colour: "red" })).toContain('"colour"');
	expect(await told(scope, "add_task", {})).toMatch(/^title: /);
	expect(await told(scope, "add_task", { title: "a", parent_id: 7 })).toMatch(/^parent_id: .*7/);
	expect(await told(scope, "undo")).toBe("There is nothing to undo.");
});

test("tags are replaced, added and removed", async () => {
	const scope = await newScope();
	await run(scope, "add_task", { title: "a", tags: ["one", "two"] });
	const added = await run(scope, "update_task", {
		task_id: 1,
		add_tags: ["#Three"],
		remove_tags: ["one"],
	});
	expect(added.result).toMatchObject({ status: "updated", tags: ["two", "three"] });
	expect(added.receipt).toBe("Changed a: #two #three");
	const replaced = await run(scope, "update_task", { task_id: 1, tags: ["four"] });
	expect(replaced.result.tags).toEqual(["four"]);
	const same = await run(scope, "update_task", { task_id: 1, add_tags: ["four"] });
	expect(same.result).toMatchObject({ status: "unchanged", change_id: null });
});

test("completing, reopening and deleting are told, and undone", async () => {
	const scope = await newScope({ actor: "assistant" });
	await run(scope, "add_task", { title: "Milk" });
	expect((await run(scope, "complete_task", { task_id: 1 })).receipt).toBe("Completed Milk");
	const again = await run(scope, "complete_task", { task_id: 1 });
	expect(again.result).toMatchObject({ status: "completed", already: true, change_id: null });
	expect((await run(scope, "reopen_task", { task_id: 1 })).receipt).toBe("Reopened Milk");
	expect((await run(scope, "delete_task", { task_id: 1 })).receipt).toBe("Deleted “Milk”");
	expect((await run(scope, "undo")).receipt).toBe("Undone: Deleted “Milk”");
	expect((await run(scope, "list_tasks")).result.total).toBe(1);
});

test("several are changed as one, after asking", async () => {
	const scope = await newScope();
	const bulk = findTool("bulk_update_tasks");
	for (const title of ["a", "b", "c"]) await run(scope, "add_task", { title });
	const asked = { task_ids: [1, 2, 99], action: "update", changes: { due_date: "tomorrow" } };
	const { result, receipt } = await run(scope, "bulk_update_tasks", asked);
	expect(result).toMatchObject({ status: "updated", affected: 2, missing: [99] });
	expect(receipt).toBe("Saved 2 tasks");
	expect(bulk?.needsApproval(asked)).toBe(true);
	expect(bulk?.needsApproval({ task_ids: [1, 1], action: "complete" })).toBe(false);
	expect(bulk?.needsApproval({ task_ids: [1], action: "delete" })).toBe(true);
	expect(findTool("delete_task")?.needsApproval({ task_id: 1 })).toBe(true);
	expect(findTool("complete_task")?.needsApproval({ task_id: 1 })).toBe(false);
	await run(scope, "undo");
	const { result: list } = await run(scope, "list_tasks", { due: "none" });
	expect(list.total).toBe(3);
});

test("reminders are added to those that are there", async () => {
	const scope = await newScope();
	await run(scope, "add_task", {
		title: "Call",
		due_date: "tomorrow",
		reminders: ["1 day before"],
	});
	const before = await run(scope, "set_reminder", { task_id: 1, minutes_before: 30 });
	expect(before.result).toMatchObject({
		status: "reminder_set",
		remind_at: "2026-11-21T08:30:00-05:00",
		remind_at_in_words: "Saturday 21 November 2026, 08:30 (America/New_York)",
	});
	const at = await run(scope, "set_reminder", { task_id: 1, at: "tonight at 6pm" });
	expect(at.receipt).toBe("Reminder for Call, Fri 20 Nov 18:00");
	const { result } = await run(scope, "get_task", { task_id: 1 });
	expect(result.reminders).toEqual(["1 day before", "30 minutes before", "2026-11-20 18:00"]);
	expect(await told(scope, "set_reminder", { task_id: 1, at: "2026-11-20T09:00" })).toMatch(
		/has passed/,
	);
	expect(await told(scope, "set_reminder", { task_id: 1 })).toMatch(/either/);
});

test("statistics count what is there, in one trip", async () => {
	const scope = await newScope();
	await run(scope, "add_task", {
		title: "a",
		priority: "high",
		tags: ["home"],
		due_date: "yesterday",
	});
	await run(scope, "add_task", { title: "b" });
	await run(scope, "complete_task", { task_id: 2 });
	const { result } = await run(scope, "get_statistics");
	expect(result).toEqual({
		open: 1,
		completed: 1,
		completion_rate: 50,
		overdue: 1,
		due_today: 1,
		due_this_week: 0,
		open_by_priority: { high: 1, medium: 0, low: 0 },
		open_by_tag: { home: 1 },
	});
});

test("nobody reaches another user's tasks", async () => {
	const ann = await newScope();
	const bob = await newScope();
	await run(ann, "add_task", { title: "Secret" });
	for (const name of ["get_task", "update_task", "complete_task", "delete_task"] as const) {
		expect(
			await told(bob, name, { task_id: 1, ...(name === "update_task" ? { title: "x" } : {}) }),
		).toContain("No task 1.");
	}
	const { result } = await run(bob, "bulk_update_tasks", { task_ids: [1], action: "delete" });
	expect(result).toMatchObject({ affected: 0, missing: [1] });
});
