import { expect, test } from "vitest";
import { newCaller } from "#tests/caller.ts";

test("the assistant's tools do the work, and say what they did", async () => {
	const ann = await newCaller();
	const made = await ann.send("POST", "/api/agent/tasks", {
		title: "Pay rent",
		dueDate: "2099-12-01 09:00",
		recurrence: "every month on the 1st",
		reminders: [{ minutesBefore: 30 }],
	});
	expect(made.status).toBe(201);
	expect(made.headers.get("location")).toBe("/api/agent/tasks/1");
	const result = {
		task_id: 1,
		status: "created",
		title: "Pay rent",
		due_date: "2099-12-01T09:00:00-05:00",
		due_in_words: "Tuesday 1 December 2099, 09:00 (America/New_York)",
		repeats: "every month on the 1st",
		reminders: ["30 minutes before"],
	};
	expect(await made.json()).toEqual({
		result,
		actions: [
			{
				tool: "add_task",
				arguments: {
					title: "Pay rent",
					due_date: "2099-12-01 09:00",
					recurrence: "every month on the 1st",
					reminders: [{ minutes_before: 30 }],
				},
				result,
				at: expect.stringMatching(/Z$/),
			},
		],
	});
	expect((await ann.json("GET", "/api/agent/tasks?query=rent&limit=1")).result).toMatchObject({
		total: 1,
		tasks: [{ task_id: 1 }],
	});
	await ann.json("PUT", "/api/agent/tasks/1", { priority: "high" });
	expect((await ann.json("GET", "/api/agent/tasks/1")).result.priority).toBe("high");
	expect((await ann.json("PUT", "/api/agent/tasks/1/complete")).result.status).toBe("completed");
	const again = await ann.json("POST", "/api/agent/tasks/1/complete");
	expect(again.result).toMatchObject({ status: "completed", already: true });
	await ann.json("DELETE", "/api/agent/tasks/1");
	expect((await ann.send("GET", "/api/agent/tasks/1")).status).toBe(404);

	const { events } = await ann.json("GET", "/api/tasks/1/history");
	expect(new Set(events.map(({ actor }: { actor: string }) => actor))).toEqual(
		new Set(["assistant"]),
	);
});

test("bad arguments are refused with the field's name, and change nothing", async () => {
	const ann = await newCaller();
	const errors = async (body: unknown) => {
		const answer = await ann.send("POST", "/api/agent/tasks", body);
		expect(answer.status).toBe(400);
		const { errors } = await answer.json<{ errors: { path: string }[] }>();
		return errors.map(({ path }) => path);
	};
	expect(await errors({})).toEqual(["title"]);
	expect(await errors({ title: "a", dueDate: "feb 30" })).toEqual(["due_date"]);
	expect(await errors({ title: "a", colour: "red" })).toEqual(["colour"]);
	expect(await errors({ title: "a", recurrence: "now and then" })).toEqual(["recurrence"]);
	expect((await ann.json("GET", "/api/agent/tasks")).result.total).toBe(0);
});

test("a token that may only read does not write", async () => {
	const ann = await newCaller({ scopes: ["tasks:read"] });
	expect((await ann.send("GET", "/api/agent/tasks")).status).toBe(200);
	expect((await ann.send("POST", "/api/agent/tasks", { title: "a" })).status).toBe(403);
	expect((await ann.send("DELETE", "/api/agent/tasks/1")).status).toBe(403);
});
