import { expect, test } from "vitest";
import { newCaller } from "#tests/caller.ts";

test("what is exported from one account is imported into another as the same tasks", async () => {
	const ann = await newCaller();
	await ann.json("POST", "/api/tasks", {
		title: "Pay rent",
		description: "By **wire**, =SUM",
		priority: "high",
		dueDate: "2026-12-01T09:00:00-05:00",
		tags: ["home", "money"],
		recurrence: { rule: "FREQ=MONTHLY;BYMONTHDAY=31", from: "due" },
		reminders: [{ minutesBefore: 30 }, { at: "2026-11-30T18:00:00-05:00" }],
	});
	await ann.json("POST", "/api/tasks", { title: "=1+1", parentId: 1 });
	await ann.json("POST", "/api/tasks", { title: "Milk" });
	await ann.json("PATCH", "/api/tasks/3/complete");
	const before = await ann.json("GET", "/api/tasks?sort=created");
	for (const format of ["json", "csv", "ics"]) {
		const file = await (await ann.send("GET", `/api/tasks/export?format=${format}`)).text();
		const bob = await newCaller();
		const answer = await bob.sendText("POST", "/api/tasks/import", file);
		expect(await answer.json(), format).toMatchObject({ imported: 3, skipped: 0, errors: [] });
		const after = await bob.json("GET", "/api/tasks?sort=created");
		expect(after, format).toEqual(before);
		const again = await bob.sendText("POST", "/api/tasks/import", file);
		expect(await again.json(), format).toMatchObject({ imported: 0, skipped: 3 });
		expect(await bob.json("GET", "/api/tasks?q=rent")).toMatchObject({ total: 1 });
		const undone = await bob.json("POST", "/api/undo");
		expect(undone).toMatchObject({ undone: { affected: 3, skipped: [] } });
		expect(await bob.json("GET", "/api/tasks")).toMatchObject({ total: 0 });
		expect(await bob.json("GET", "/api/tasks?q=rent")).toMatchObject({ total: 0 });
		expect(await bob.json("POST", "/api/redo")).toMatchObject({ undone: { affected: 3 } });
		expect(await bob.json("GET", "/api/tasks?sort=created"), format).toEqual(before);
		expect(await bob.json("GET", "/api/tasks?q=rent")).toMatchObject({ total: 1 });
		await bob.json("POST", "/api/undo");
		expect(await bob.json("GET", "/api/tasks")).toMatchObject({ total: 0 });
		await bob.sendText("POST", "/api/tasks/import", file);
		expect(await bob.json("GET", "/api/tasks?sort=created"), format).toEqual(before);
	}
});
