import { expect, test } from "vitest";
import { numberedIntent, parseTaskIntent, TASK_INTENTS } from "./intents.ts";

test("every intent is read by its name", () => {
	for (const [name, intent] of Object.entries(TASK_INTENTS)) {
		expect(parseTaskIntent(name)).toEqual({ name, taskId: null, ...intent });
	}
});

test("a button of one task names it", () => {
	expect(parseTaskIntent(numberedIntent("complete", 42))).toMatchObject({
		name: "complete",
		verb: "complete",
		taskId: 42,
	});
});

test("a bulk intent has the verb of what it does to each task", () => {
	expect(parseTaskIntent("bulk-tag")).toMatchObject({ verb: "tag", target: "selected" });
});

test.each([null, undefined, "", "theme", "undo/42", "complete/", "complete/x", "toString"])(
	"%s is no intent of tasks",
	(value) => {
		expect(parseTaskIntent(value)).toBeNull();
	},
);
