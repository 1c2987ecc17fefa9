import { expect, test } from "vitest";
import { isSecretField, readableFields } from "./submitted-fields.ts";

test.each(["password", "newPassword", "token", "webhookSecret"])("%s is secret", (name) => {
	expect(isSecretField(name)).toBe(true);
	expect(readableFields([[name, "hunter2"]])).toEqual([]);
});

test("what a person typed is shown with its label", () => {
	const fields = [
		["intent", "save"],
		["version", "3"],
		["title", "Pay rent"],
		["dueDate", "2026-12-01"],
		["text", "Buy milk"],
		["description", " "],
	] as const;
	expect(readableFields(fields)).toEqual([
		{ label: "Title", value: "Pay rent" },
		{ label: "Due date", value: "2026-12-01" },
		{ label: "Task", value: "Buy milk" },
	]);
});
