import { expect, test } from "vitest";
import { type Caller, newCaller } from "#tests/caller.ts";
import { addNotification } from "#tests/factories.ts";
import { fetchWorker } from "#tests/worker.ts";
import { operationsOf } from "#workers/api/docs/document.ts";

type Row = {
	operation: string;
	/** Said of it in the table, where there are several. */
	how?: string;
	most: number;
	send: (ann: Caller) => Promise<Response>;
};

const child = { title: "x", parentId: 1 };
const daily = {
	title: "x",
	dueDate: "2026-11-20",
	recurrence: { rule: "FREQ=DAILY", from: "due" },
};
const key = (name: string) => ({ "idempotency-key": name });

/** In order, each on what the ones before have left. What reads takes one trip, what writes two. */
const ROWS: Row[] = [
	{ operation: "createTask", most: 2, send: (c) => c.send("POST", "/api/tasks", { title: "x" }) },
	{
		operation: "createTask",
		how: "below a parent",
		most: 2,
		send: (c) => c.send("POST", "/api/tasks", child),
	},
	{
		operation: "createTask",
		how: "below a parent, with a key",
		most: 2,
		send: (c) => c.send("POST", "/api/tasks", child, key("a")),
	},
	{
		operation: "createTask",
		how: "the same again",
		most: 1,
		send: (c) => c.send("POST", "/api/tasks", child, key("a")),
	},
	{
		operation: "createTask",
		how: "refused",
		most: 1,
		send: (c) => c.send("POST", "/api/tasks", { title: "" }),
	},
	{
		operation: "quickAddTask",
		most: 2,
		send: (c) => c.send("POST", "/api/tasks/quick", { text: "Milk tomorrow" }),
	},
	{ operation: "listTasks", most: 1, send: (c) => c.send("GET", "/api/tasks") },
	{
		operation: "listTasks",
		how: "with every filter",
		most: 1,
		send: (c) =>
			c.send("GET", "/api/tasks?status=pending&priority=high&tag=a&q=x&due=week&sort=title&page=2"),
	},
	{ operation: "getTask", most: 1, send: (c) => c.send("GET", "/api/tasks/1") },
	{ operation: "getTask", how: "none", most: 1, send: (c) => c.send("GET", "/api/tasks/99") },
	{
		operation: "getTask",
		how: "not modified",
		most: 1,
		send: (c) => c.send("GET", "/api/tasks/1", undefined, { "if-none-match": '"1"' }),
	},
	{
		operation: "replaceTask",
		most: 2,
		send: (c) => c.send("PUT", "/api/tasks/1", { title: "y" }),
	},
	{
		operation: "changeTask",
		most: 2,
		send: (c) => c.send("PATCH", "/api/tasks/1", { title: "z" }, { "if-match": '"2"' }),
	},
	{
		operation: "changeTask",
		how: "stale",
		most: 1,
		send: (c) => c.send("PATCH", "/api/tasks/1", { title: "z" }, { "if-match": '"1"' }),
	},
	{
		operation: "completeTask",
		most: 2,
		send: (c) => c.send("PATCH", "/api/tasks/1/complete"),
	},
	{
		operation: "changeTasks",
		most: 2,
		send: (c) => c.send("POST", "/api/tasks/bulk", { action: "reopen", ids: [1, 2, 3, 99] }),
	},
	{ operation: "getStatistics", most: 1, send: (c) => c.send("GET", "/api/tasks/stats") },
	{
		operation: "replaceTask",
		how: "so that it repeats",
		most: 2,
		send: (c) => c.send("PUT", "/api/tasks/3", daily),
	},
	{ operation: "skipTask", most: 2, send: (c) => c.send("POST", "/api/tasks/3/skip") },
	{
		operation: "completeTask",
		how: "of a series",
		most: 2,
		send: (c) => c.send("PATCH", "/api/tasks/3/complete"),
	},
	{ operation: "listTaskHistory", most: 1, send: (c) => c.send("GET", "/api/tasks/1/history") },
	{
		operation: "agentAddTask",
		most: 2,
		send: (c) => c.send("POST", "/api/agent/tasks", { title: "x", due_date: "friday" }),
	},
	{ operation: "agentListTasks", most: 1, send: (c) => c.send("GET", "/api/agent/tasks?query=x") },
	{ operation: "agentGetTask", most: 1, send: (c) => c.send("GET", "/api/agent/tasks/1") },
	{
		operation: "agentUpdateTask",
		most: 2,
		send: (c) => c.send("PUT", "/api/agent/tasks/2", { priority: "low" }),
	},
	{
		operation: "agentCompleteTask",
		most: 2,
		send: (c) => c.send("PUT", "/api/agent/tasks/2/complete"),
	},
	{
		operation: "agentCompleteTaskByPost",
		how: "again",
		most: 2,
		send: (c) => c.send("POST", "/api/agent/tasks/2/complete"),
	},
	{ operation: "agentDeleteTask", most: 2, send: (c) => c.send("DELETE", "/api/agent/tasks/2") },
	{ operation: "deleteTask", most: 2, send: (c) => c.send("DELETE", "/api/tasks/1") },
	{ operation: "undo", most: 2, send: (c) => c.send("POST", "/api/undo") },
	{ operation: "redo", most: 2, send: (c) => c.send("POST", "/api/redo") },
	{ operation: "redo", how: "none left", most: 1, send: (c) => c.send("POST", "/api/redo") },
	{ operation: "listNotifications", most: 1, send: (c) => c.send("GET", "/api/notifications") },
	{
		operation: "readNotification",
		most: 2,
		send: async (c) => c.send("POST", `/api/notifications/${await addNotification(c.userId)}/read`),
	},
	{
		operation: "snoozeNotification",
		most: 2,
		send: async (c) => {
			const id = await addNotification(c.userId, { taskId: 2 });
			return c.send("POST", `/api/notifications/${id}/snooze`, { for: "1-hour" });
		},
	},
	{
		operation: "readNotifications",
		most: 2,
		send: (c) => c.send("POST", "/api/notifications/read"),
	},
];

test("reading costs one trip to D1, writing two", async () => {
	const ann = await newCaller();
	const lines: string[] = [];
	const over: string[] = [];
	for (const { operation, how, most, send } of ROWS) {
		const answer = await send(ann);
		const trips = Number(/(\d+) trips?"/.exec(answer.headers.get("server-timing") ?? "")?.[1]);
		const what = `${operation}${how ? ` (${how})` : ""}`;
		lines.push(`${what.padEnd(42)} ${answer.status}  ${trips}`);
		if (!(trips >= 1 && trips <= most)) over.push(what);
	}
	console.log(`${"operation".padEnd(42)} status trips\n${lines.join("\n")}`);
	expect(over).toEqual([]);
});

test("every operation on tasks and notifications is in the table", async () => {
	const document = await (await fetchWorker("/api/openapi.json")).json<{ paths: never }>();
	const ids = operationsOf(document)
		.filter(({ tag }) => ["Tasks", "Undo", "Notifications", "Agent"].includes(tag))
		.map(({ id }) => id);
	expect([...new Set(ROWS.map(({ operation }) => operation))].toSorted()).toEqual(ids.toSorted());
});
