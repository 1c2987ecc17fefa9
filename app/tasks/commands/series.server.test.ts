import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import type { Scope } from "#app/core/scope.server.ts";
import { redo, undo } from "#app/history/undo-commands.server.ts";
import { quickAddFields } from "#app/tasks/form/task-forms.server.ts";
import { Connection } from "#db/client.server.ts";
import { listTaskEvents } from "#db/tasks/task-events.server.ts";
import { listTasks } from "#db/tasks/task-lists.server.ts";
import { findTask } from "#db/tasks/tasks.server.ts";
import type { Task } from "#domain/task/task.ts";
import { formatDueDate } from "#domain/time/due-date.ts";
import { localTime } from "#domain/time/local-time.ts";
import { toInstant } from "#domain/time/zoned-time.ts";
import { later, newScope } from "#tests/factories.ts";
import {
	changeTask,
	changeTasks,
	completeTask,
	createTask,
	deleteTask,
	reopenTask,
	skipOccurrence,
} from "./commands.server.ts";
import type { NewTask } from "./task-action.ts";

const WORKDAYS = "BYDAY=MO,TU,WE,TH,FR";

/** The same user at a time on their own clock. */
function at(scope: Scope, local: string, timeZone = scope.timeZone): Scope {
	return { ...scope, timeZone, now: toInstant(local, timeZone) };
}

async function get(scope: Scope, id: number): Promise<Task> {
	const task = await findTask(scope.db, scope.userId, id);
	if (!task) throw new Error(`no task ${id}`);
	return task;
}

async function listAll(scope: Scope) {
	const page = { page: 1, limit: 100 };
	const list = await listTasks(scope.db, scope.userId, page, localTime(scope));
	return list.toSorted((a, b) => a.id - b.id);
}

async function listOpen(scope: Scope) {
	return (await listAll(scope)).filter(({ status }) => status === "pending");
}

function repeating(rule: string, due: string, fields: Partial<NewTask> = {}): NewTask {
	return { title: "Water the ferns", recurrence: { rule, from: "due" }, due, ...fields };
}

/** Completes the open task of a series again and again, each time soon after it was due. */
async function completeAll(scope: Scope, times: number): Promise<string[]> {
	const dues: string[] = [];
	let [task] = await listOpen(scope);
	for (let i = 0; i < times && task?.due; i += 1) {
		const due = task.due.length === 10 ? `${task.due}T20:00:00` : task.due;
		const { next } = await completeTask(later(at(scope, due), 5), task.id);
		if (next?.due) dues.push(next.due);
		task = next ? (await listOpen(scope))[0] : undefined;
	}
	return dues;
}

describe("completing makes the next", () => {
	test.each([
		[
			"case 1: every month on the 31st",
			"FREQ=MONTHLY;BYMONTHDAY=31",
			"2027-01-31",
			["2027-02-28", "2027-03-31", "2027-04-30"],
		],
		[
			"case 1: every month from the 31st",
			"FREQ=MONTHLY",
			"2027-01-31",
			["2027-02-28", "2027-03-31", "2027-04-30"],
		],
		[
			"case 2: yearly from 29 February",
			"FREQ=YEARLY",
			"2028-02-29",
			["2029-02-28", "2030-02-28", "2031-02-28", "2032-02-29"],
		],
		["case 3: every 5th Friday", "FREQ=MONTHLY;BYDAY=5FR", "2027-01-29", ["2027-04-30"]],
		[
			"case 3: every last Friday",
			"FREQ=MONTHLY;BYDAY=-1FR",
			"2027-01-29",
			["2027-02-26", "2027-03-26"],
		],
		[
			"the last weekday of the month",
			`FREQ=MONTHLY;${WORKDAYS};BYSETPOS=-1`,
			"2027-01-29",
			["2027-02-26", "2027-03-31", "2027-04-30"],
		],
	])("%s", async (_, rule, due, expected) => {
		const scope = await newScope();
		await createTask(scope, repeating(rule, due));
		expect(await completeAll(scope, expected.length)).toEqual(expected);
	});

	test("case 4: daily 09:00 stays 09:00 when the clocks change", async () => {
		const scope = await newScope();
		await createTask(scope, repeating("FREQ=DAILY", "2027-03-13T09:00:00"));
		const dues = ["2027-03-13T09:00:00", ...(await completeAll(scope, 2))];
		const instants = dues.map((due) => toInstant(due, scope.timeZone).toISOString());
		expect(instants).toEqual([
			"2027-03-13T14:00:00.000Z",
			"2027-03-14T13:00:00.000Z",
			"2027-03-15T13:00:00.000Z",
		]);
	});

	test.each([
		[
			"case 5: 02:30 in New York, when it is skipped",
			"America/New_York",
			"2027-03-13T02:30:00",
			["2027-03-14T03:30:00-04:00", "2027-03-15T02:30:00-04:00"],
		],
		[
			"case 5: 01:30 in New York, when it comes twice",
			"America/New_York",
			"2027-11-06T01:30:00",
			["2027-11-07T01:30:00-04:00", "2027-11-08T01:30:00-05:00"],
		],
		[
			"02:30 in Berlin",
			"Europe/Berlin",
			"2027-03-27T02:30:00",
			["2027-03-28T03:30:00+02:00", "2027-03-29T02:30:00+02:00"],
		],
		[
			"02:30 in Karachi, where no clock changes",
			"Asia/Karachi",
			"2027-03-27T02:30:00",
			["2027-03-28T02:30:00+05:00", "2027-03-29T02:30:00+05:00"],
		],
		[
			"02:10 on Lord Howe Island, where half an hour is skipped",
			"Australia/Lord_Howe",
			"2027-10-02T02:10:00",
			["2027-10-03T02:40:00+11:00", "2027-10-04T02:10:00+11:00"],
		],
		[
			"a day that Apia skipped",
			"Pacific/Apia",
			"2011-12-29T09:00:00",
			["2011-12-31T09:00:00+14:00", "2012-01-01T09:00:00+14:00"],
		],
	])("%s: once each day, and at its time again", async (_, timeZone, due, expected) => {
		const scope = await newScope({ timeZone, now: toInstant(due, timeZone) });
		await createTask(scope, repeating("FREQ=DAILY", due));
		const dues = await completeAll(scope, 2);
		expect(dues.map((next) => formatDueDate(next, timeZone))).toEqual(expected);
	});

	test("of all-day tasks passes over a day that Apia skipped", async () => {
		const scope = await newScope({ timeZone: "Pacific/Apia" });
		await createTask(scope, repeating("FREQ=DAILY", "2011-12-29"));
		expect(await completeAll(scope, 2)).toEqual(["2011-12-31", "2012-01-01"]);
	});

	test("case 6: every weekday at 6am starts on Monday, and goes on on Tuesday", async () => {
		const scope = await newScope();
		const { task } = await createTask(scope, quickAddFields("Run every weekday at 6am", scope));
		expect(task.due).toBe("2026-11-23T06:00:00");
		expect(await completeAll(scope, 5)).toEqual([
			"2026-11-24T06:00:00",
			"2026-11-25T06:00:00",
			"2026-11-26T06:00:00",
			"2026-11-27T06:00:00",
			"2026-11-30T06:00:00",
		]);
	});

	test("case 7: every! 3 days counts from the day of its completion, every 3 days on schedule", async () => {
		const scope = await newScope();
		await createTask(scope, quickAddFields("Ferns today every! 3 days", scope));
		await createTask(scope, quickAddFields("Cacti today every 3 days", scope));
		const ferns = await completeTask(at(scope, "2026-11-23T23:30:00"), 1);
		expect(ferns.next?.due).toBe("2026-11-26");
		const cacti = await completeTask(at(scope, "2026-11-24T12:00:00"), 2);
		expect(cacti.next?.due).toBe("2026-11-26");
	});

	test("from completion keeps the time of day, and may come before the old due date", async () => {
		const scope = await newScope();
		const recurrence = { rule: "FREQ=DAILY;INTERVAL=3", from: "completion" } as const;
		await createTask(scope, { title: "Ferns", recurrence, due: "2026-12-10T07:30:00" });
		const { next } = await completeTask(scope, 1);
		expect(next?.due).toBe("2026-11-23T07:30:00");
	});

	test("case 10: a user who moves from Tokyo to New York keeps 09:00, and every day of it", async () => {
		const tokyo = await newScope({ timeZone: "Asia/Tokyo" });
		await createTask(
			at(tokyo, "2026-11-19T12:00:00"),
			repeating("FREQ=DAILY", "2026-11-20T09:00:00"),
		);
		const first = await completeTask(at(tokyo, "2026-11-20T09:30:00"), 1);
		expect(first.next?.due).toBe("2026-11-21T09:00:00");
		// In New York it is still the 19th then.
		const flown = at(tokyo, "2026-11-19T20:00:00", "America/New_York");
		const second = await completeTask(flown, 2);
		expect(second.next?.due).toBe("2026-11-22T09:00:00");
		expect(formatDueDate("2026-11-22T09:00:00", flown.timeZone)).toBe("2026-11-22T09:00:00-05:00");
		const third = await completeTask(at(flown, "2026-11-22T09:00:00"), 3);
		expect(third.next?.due).toBe("2026-11-23T09:00:00");
	});

	test("case 12: what is added at 23:30 is due on the user's tomorrow, and repeats from there", async () => {
		const scope = at(await newScope(), "2026-11-20T23:30:00");
		const text = "Pay rent tomorrow at 5pm p1 #home every! 3 days";
		const { task } = await createTask(scope, quickAddFields(text, scope));
		expect(task).toMatchObject({ title: "Pay rent", priority: "high", tags: ["home"] });
		expect(toInstant(task.due ?? "", scope.timeZone).toISOString()).toBe(
			"2026-11-21T22:00:00.000Z",
		);
		const { next } = await completeTask(at(scope, "2026-11-21T18:00:00"), 1);
		expect(next?.due).toBe("2026-11-24T17:00:00");
	});

	test("case 13: of several completions at once and again, one does", async () => {
		const scope = await newScope();
		await createTask(scope, repeating("FREQ=DAILY", "2026-11-20"));
		const all = await Promise.all([
			completeTask(scope, 1),
			completeTask({ ...scope, actor: "api" }, 1),
			changeTask({ ...scope, actor: "mcp" }, 1, { status: "completed" }),
			changeTasks({ ...scope, actor: "assistant" }, [1], { type: "complete" }),
		]);
		expect(all.filter(({ changeId }) => changeId !== null)).toHaveLength(1);
		const again = await completeTask(later(scope, 10), 1);
		expect(again).toMatchObject({ changeId: null, next: { id: 2, due: "2026-11-21" } });
		expect((await listAll(scope)).map(({ id }) => id)).toEqual([1, 2]);
	});

	test("case 14: what nobody did for a year comes once, in the future", async () => {
		const scope = await newScope();
		await createTask(scope, repeating("FREQ=WEEKLY;BYDAY=FR", "2026-11-20T09:00:00"));
		const { next } = await completeTask(at(scope, "2027-11-24T08:00:00"), 1);
		expect(next?.due).toBe("2027-11-26T09:00:00");
		expect(await listOpen(scope)).toHaveLength(1);
	});

	test("after a task that was done before its day leaves no day out and doubles none", async () => {
		const scope = await newScope();
		await createTask(scope, repeating("FREQ=DAILY", "2026-11-22"));
		expect((await completeTask(scope, 1)).next?.due).toBe("2026-11-23");
	});

	test("in one transaction, with its own event", async () => {
		const scope = await newScope();
		await createTask(scope, repeating("FREQ=DAILY", "2026-11-20"));
		await completeTask(later(scope, 5), 1);
		const { results } = await env.DB.prepare(
			"select type, task_id, count(*) over (partition by change_id) as n from events order by id",
		).all();
		expect(results).toEqual([
			{ type: "task-created", task_id: 1, n: 1 },
			{ type: "task-completed", task_id: 1, n: 2 },
			{ type: "recurring-task-generated", task_id: 2, n: 2 },
		]);
	});

	test("with all that it has, its subtasks open again under it", async () => {
		const scope = await newScope();
		const reminders = [{ minutesBefore: 30 }, { at: "2026-11-19T18:00:00" }];
		await createTask(
			scope,
			repeating("FREQ=WEEKLY", "2026-11-20T09:00:00", {
				description: "**All** of them",
				priority: "high",
				tags: ["home"],
				reminders,
			}),
		);
		await createTask(scope, { title: "Fill the can", parentId: 1, due: "2026-11-19" });
		await createTask(scope, { title: "Open the window", parentId: 1 });
		await completeTask(scope, 3);
		const done = later(scope, 5);
		const { next } = await completeTask(done, 1);
		expect(next).toMatchObject({
			id: 4,
			title: "Water the ferns",
			description: "**All** of them",
			priority: "high",
			tags: ["home"],
			due: "2026-11-27T09:00:00",
			reminders: [{ minutesBefore: 30 }, { at: "2026-11-26T18:00:00" }],
			status: "pending",
			completedAt: null,
			createdAt: done.now,
			remindersSince: done.now,
			version: 1,
		});
		expect(await get(scope, 4)).toEqual(next);
		expect(await get(scope, 5)).toMatchObject({
			title: "Fill the can",
			parentId: 4,
			due: "2026-11-26",
			status: "pending",
		});
		expect(await get(scope, 6)).toMatchObject({ title: "Open the window", parentId: 4 });
		expect((await get(scope, 1)).status).toBe("completed");
		const events = await listTaskEvents(scope.db, scope.userId, 5);
		expect(events.map(({ type }) => type)).toEqual(["recurring-task-generated"]);
	});

	test("of many at once, each with the subtasks of its own", async () => {
		const scope = await newScope();
		for (const title of ["one", "two"]) {
			const { task } = await createTask(scope, { ...repeating("FREQ=DAILY", "2026-11-20"), title });
			await createTask(scope, { title: `below ${title}`, parentId: task.id });
		}
		await changeTasks(scope, [1, 3], { type: "complete" });
		const open = await listOpen(scope);
		expect(open.map(({ id, title, parentId }) => [id, title, parentId])).toEqual([
			[5, "one", null],
			[6, "below one", 5],
			[7, "two", null],
			[8, "below two", 7],
		]);
	});

	test("also when a change brings the status along, with what else it changes", async () => {
		const scope = await newScope();
		await createTask(scope, repeating("FREQ=DAILY", "2026-11-20"));
		const done = await changeTask(scope, 1, { status: "completed", title: "Water all" });
		expect(done.next).toMatchObject({ id: 2, title: "Water all", due: "2026-11-21" });
		const ended = await changeTask(scope, 2, { status: "completed", recurrence: null });
		expect(ended.next).toBeNull();
		expect(await listOpen(scope)).toEqual([]);
	});

	test("costs two trips", async () => {
		const scope = await newScope();
		await createTask(scope, repeating("FREQ=DAILY", "2026-11-20"));
		for (const command of [completeTask, reopenTask]) {
			const connection = new Connection(env.DB);
			await command({ ...scope, db: connection.open() }, 1);
			expect(connection.trips).toBe(2);
		}
	});

	test("a task that is made as completed is a record, and starts nothing", async () => {
		const scope = await newScope();
		await createTask(scope, repeating("FREQ=DAILY", "2026-11-20", { status: "completed" }));
		expect(await listAll(scope)).toHaveLength(1);
	});
});

describe("a series ends", () => {
	test.each([
		["by COUNT", "FREQ=DAILY;COUNT=3", 2],
		["by UNTIL", "FREQ=DAILY;UNTIL=20261122", 2],
	])("%s", async (_, rule, more) => {
		const scope = await newScope();
		await createTask(scope, repeating(rule, "2026-11-20"));
		expect(await completeAll(scope, 9)).toHaveLength(more);
		expect(await listOpen(scope)).toEqual([]);
		const last = await get(scope, more + 1);
		expect(last).toMatchObject({ status: "completed", series: { continued: true } });
	});

	test("by COUNT, which the occurrences that were let pass use up", async () => {
		const scope = await newScope();
		await createTask(scope, repeating("FREQ=DAILY;COUNT=3", "2026-11-20"));
		const { next, note } = await completeTask(at(scope, "2026-11-25T12:00:00"), 1);
		expect(next).toBeNull();
		expect(note).toBe("That was the last one.");
	});

	test("by COUNT of completions, where it counts from these", async () => {
		const scope = await newScope();
		const recurrence = { rule: "FREQ=DAILY;COUNT=2", from: "completion" } as const;
		await createTask(scope, { title: "Pills", recurrence, due: "2026-11-20" });
		expect((await completeTask(at(scope, "2026-12-01T12:00:00"), 1)).next?.due).toBe("2026-12-02");
		expect((await completeTask(at(scope, "2026-12-09T12:00:00"), 2)).next).toBeNull();
	});

	test("when its open task is deleted, and comes back with it", async () => {
		const scope = await newScope();
		await createTask(scope, repeating("FREQ=DAILY", "2026-11-20"));
		await completeTask(later(scope, 1), 1);
		const { note } = await deleteTask(later(scope, 2), 2);
		expect(note).toBe("Its series ends with it.");
		expect(await listOpen(scope)).toEqual([]);
		await undo(later(scope, 3));
		expect((await completeTask(later(scope, 4), 2)).next?.due).toBe("2026-11-22");
	});

	test("when its rule is taken away", async () => {
		const scope = await newScope();
		await createTask(scope, repeating("FREQ=DAILY", "2026-11-20"));
		const { task } = await changeTask(scope, 1, { recurrence: null });
		expect(task.series).toBeNull();
		expect((await completeTask(scope, 1)).next).toBeNull();
	});
});

describe("undo of completing", () => {
	test("removes the next with its subtasks, and redo brings them back", async () => {
		const scope = await newScope();
		await createTask(scope, repeating("FREQ=DAILY", "2026-11-20"));
		await createTask(scope, { title: "Fill the can", parentId: 1 });
		const before = (await listAll(scope)).map(({ id, status, parentId }) => [id, status, parentId]);
		await completeTask(later(scope, 1), 1);
		const after = (await listAll(scope)).map(({ id, status, parentId }) => [id, status, parentId]);
		await undo(later(scope, 2));
		expect((await listAll(scope)).map((t) => [t.id, t.status, t.parentId])).toEqual(before);
		expect((await get(scope, 1)).series).not.toHaveProperty("continued");
		await redo(later(scope, 3));
		expect((await listAll(scope)).map((t) => [t.id, t.status, t.parentId])).toEqual(after);
		await undo(later(scope, 4));
		expect((await completeTask(later(scope, 5), 1)).next).toMatchObject({ due: "2026-11-21" });
		expect((await listOpen(scope)).map(({ title }) => title)).toEqual([
			"Water the ferns",
			"Fill the can",
		]);
	});

	test.each([
		["was changed", (scope: Scope) => changeTask(scope, 3, { title: "Mine" })],
		["was completed", (scope: Scope) => completeTask(scope, 3)],
		["had a subtask ticked off", (scope: Scope) => completeTask(scope, 4)],
		["was given a subtask", (scope: Scope) => createTask(scope, { title: "New", parentId: 3 })],
	])("leaves all as it is when the next %s", async (_, change) => {
		const scope = await newScope();
		await createTask(scope, repeating("FREQ=DAILY", "2026-11-20"));
		await createTask(scope, { title: "Fill the can", parentId: 1 });
		const { changeId } = await completeTask(later(scope, 1), 1);
		await change(later(scope, 2));
		const before = await listAll(scope);
		await expect(undo(later(scope, 3), changeId as string)).rejects.toMatchObject({ status: 409 });
		expect(await listAll(scope)).toEqual(before);
	});

	test("of several takes back what it can, and names the rest", async () => {
		const scope = await newScope();
		await createTask(scope, repeating("FREQ=DAILY", "2026-11-20"));
		await createTask(scope, { title: "Call Ann" });
		const { changeId } = await changeTasks(later(scope, 1), [1, 2], { type: "complete" });
		await changeTask(later(scope, 2), 3, { title: "Mine" });
		const undone = await undo(later(scope, 3), changeId as string);
		expect(undone).toMatchObject({ affected: 1, skipped: [1, 3] });
		expect((await listOpen(scope)).map(({ id }) => id)).toEqual([2, 3]);
	});

	test("never leaves two open, whatever was taken back before", async () => {
		const scope = await newScope();
		await createTask(scope, repeating("FREQ=DAILY", "2026-11-20"));
		const completed = await completeTask(later(scope, 1), 1);
		const deleted = await deleteTask(later(scope, 2), 2);
		await reopenTask(later(scope, 3), 1);
		const back = undo(later(scope, 4), deleted.changeId as string);
		await expect(back).rejects.toMatchObject({ status: 409 });
		const twice = undo(later(scope, 5), completed.changeId as string);
		await expect(twice).rejects.toMatchObject({ status: 409 });
		expect((await listOpen(scope)).map(({ id }) => id)).toEqual([1]);
	});
});

describe("reopening one that was completed", () => {
	test("takes the place of the next, while nobody has touched that", async () => {
		const scope = await newScope();
		await createTask(scope, repeating("FREQ=DAILY", "2026-11-20"));
		await createTask(scope, { title: "Fill the can", parentId: 1 });
		await completeTask(later(scope, 1), 1);
		const { task } = await reopenTask(later(scope, 2), 1);
		expect(task).toMatchObject({ status: "pending", recurrence: { rule: "FREQ=DAILY" } });
		expect((await listAll(scope)).map(({ id }) => id)).toEqual([1, 2]);
		expect((await completeTask(later(scope, 3), 1)).next?.due).toBe("2026-11-21");
		await undo(later(scope, 4));
		await undo(later(scope, 5));
		expect((await listOpen(scope)).map(({ id }) => id)).toEqual([3, 4]);
	});

	test("leaves the series to the next when somebody has worked on that", async () => {
		const scope = await newScope();
		await createTask(scope, repeating("FREQ=DAILY", "2026-11-20"));
		await completeTask(later(scope, 1), 1);
		await changeTask(later(scope, 2), 2, { title: "Mine" });
		const { task, note } = await reopenTask(later(scope, 3), 1);
		expect(task).toMatchObject({ status: "pending", recurrence: null, series: null });
		expect(note).toBe("Its series has gone on, so this one repeats no more.");
		expect((await completeTask(later(scope, 4), 1)).next).toBeNull();
		expect((await listOpen(scope)).map(({ id }) => id)).toEqual([2]);
	});

	test("of several of one series leaves one of them in it", async () => {
		const scope = await newScope();
		await createTask(scope, repeating("FREQ=DAILY;COUNT=2", "2026-11-20"));
		await completeAll(scope, 2);
		await changeTasks(later(scope, 9), [1, 2], { type: "reopen" });
		const open = await Promise.all([get(scope, 1), get(scope, 2)]);
		expect(open.map(({ status, recurrence }) => [status, recurrence === null])).toEqual([
			["pending", true],
			["pending", false],
		]);
	});

	test("by one of its subtasks, too", async () => {
		const scope = await newScope();
		await createTask(scope, repeating("FREQ=DAILY", "2026-11-20"));
		await createTask(scope, { title: "Fill the can", parentId: 1 });
		await completeTask(later(scope, 1), 1);
		await reopenTask(later(scope, 2), 2);
		expect((await listOpen(scope)).map(({ id }) => id)).toEqual([1, 2]);
	});
});

describe("a subtask that repeats", () => {
	test("goes on under its parent, and ends with it", async () => {
		const scope = await newScope();
		await createTask(scope, { title: "Move house" });
		await createTask(scope, repeating("FREQ=DAILY", "2026-11-20", { parentId: 1 }));
		const { next } = await completeTask(later(scope, 1), 2);
		expect(next).toMatchObject({ id: 3, parentId: 1, due: "2026-11-21" });
		await completeTask(later(scope, 2), 1);
		expect(await listOpen(scope)).toEqual([]);
	});

	test("comes again once with the next of its parent", async () => {
		const scope = await newScope();
		await createTask(scope, repeating("FREQ=WEEKLY", "2026-11-20"));
		await createTask(scope, repeating("FREQ=DAILY", "2026-11-20", { parentId: 1, title: "Daily" }));
		await completeTask(later(scope, 1), 2);
		await completeTask(later(scope, 2), 1);
		const open = await listOpen(scope);
		expect(open.map(({ title, due, parentId }) => [title, due, parentId])).toEqual([
			["Water the ferns", "2026-11-27", null],
			["Daily", "2026-11-28", 4],
		]);
	});
});

test("tasks from before there were series count from their due date", async () => {
	const scope = await newScope();
	await createTask(scope, repeating("FREQ=MONTHLY", "2027-01-31"));
	await env.DB.exec("update tasks set series = null");
	await changeTask(later(scope, 1), 1, { title: "Rent" });
	await env.DB.exec("update tasks set series = null");
	expect(await completeAll(scope, 2)).toEqual(["2027-02-28", "2027-03-31"]);
});

test.each<[string, string, moved?: string]>([
	["no date fits", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;BYDAY=MO"],
	["INTERVAL leads past all dates of", "FREQ=MONTHLY;INTERVAL=12;BYMONTH=2", "2027-02-20"],
])("a rule that %s is refused", async (_, rule, moved) => {
	const scope = await newScope();
	const recurrence = { rule, from: "due" } as const;
	const refused = { status: 400, fields: [{ path: "recurrence" }] };
	const due = "2026-11-20";
	await expect(createTask(scope, { title: "x", recurrence, due })).rejects.toMatchObject(refused);
	await createTask(scope, { title: "x", due });
	// A rule that is changed moves the date to one of its own, where it can have one.
	const change = changeTask(scope, 1, { recurrence });
	if (moved) await expect(change).resolves.toMatchObject({ task: { due: moved } });
	else await expect(change).rejects.toMatchObject(refused);
});

describe("skipping", () => {
	test("moves the task on to the next, and undo moves it back", async () => {
		const scope = await newScope();
		const reminders = [{ at: "2026-11-19T18:00:00" }];
		await createTask(scope, repeating("FREQ=WEEKLY", "2026-11-20", { reminders }));
		await createTask(scope, { title: "Fill the can", parentId: 1, due: "2026-11-19" });
		await completeTask(scope, 2);
		const { task, note } = await skipOccurrence(later(scope, 1), 1);
		expect(task).toMatchObject({
			id: 1,
			due: "2026-11-27",
			reminders: [{ at: "2026-11-26T18:00:00" }],
			remindersSince: later(scope, 1).now,
			series: { scheduled: "2026-11-27", occurrence: 2 },
		});
		expect(note).toBe("Next: Fri 27 Nov.");
		expect(await get(scope, 2)).toMatchObject({ status: "pending", due: "2026-11-26" });
		await undo(later(scope, 2));
		expect(await get(scope, 1)).toMatchObject({ due: "2026-11-20", reminders });
		expect(await get(scope, 2)).toMatchObject({ status: "completed", due: "2026-11-19" });
		expect((await completeTask(later(scope, 3), 1)).next?.due).toBe("2026-11-27");
	});

	test("uses up one of those that a rule counts", async () => {
		const scope = await newScope();
		await createTask(scope, repeating("FREQ=DAILY;COUNT=2", "2026-11-20"));
		await skipOccurrence(scope, 1);
		const last = {
			status: 409,
			message: "Nothing comes after task 1: it is the last of its series.",
		};
		await expect(skipOccurrence(scope, 1)).rejects.toMatchObject(last);
		expect((await completeTask(later(scope, 1), 1)).next).toBeNull();
	});

	test("counts from the due date where that is to come and the rule counts from completion", async () => {
		const scope = await newScope();
		const recurrence = { rule: "FREQ=DAILY;INTERVAL=3", from: "completion" } as const;
		await createTask(scope, { title: "Ferns", recurrence, due: "2026-11-25" });
		expect((await skipOccurrence(scope, 1)).task.due).toBe("2026-11-28");
		expect((await skipOccurrence(at(scope, "2027-01-01T12:00:00"), 1)).task.due).toBe("2027-01-04");
	});

	test("is refused of a task that does not repeat or is done, and not found for others", async () => {
		const scope = await newScope();
		await createTask(scope, { title: "Once" });
		await createTask(scope, repeating("FREQ=DAILY", "2026-11-20"));
		await completeTask(scope, 2);
		await expect(skipOccurrence(scope, 1)).rejects.toMatchObject({ status: 409 });
		await expect(skipOccurrence(scope, 2)).rejects.toMatchObject({ status: 409 });
		await expect(skipOccurrence(await newScope(), 3)).rejects.toMatchObject({ status: 404 });
	});
});
