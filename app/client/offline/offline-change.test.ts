import { expect, test } from "vitest";
import { isQueueable } from "./offline-change.ts";

function form(intent: string) {
	const data = new FormData();
	data.set("intent", intent);
	return data;
}

test.each([
	["/tasks", "add"],
	["/tasks", "complete/4"],
	["/tasks", "reopen/4"],
	["/tasks", "delete/4"],
	["/tasks", "bulk-complete"],
	["/tasks", "bulk-tag"],
	["/tasks/4", "save"],
	["/tasks/4", "add"],
	["/tasks/4", "delete-task"],
])("on %s, %s can be sent later", (path, intent) => {
	expect(isQueueable(path, form(intent))).toBe(true);
});

test.each([
	["/tasks", "bulk-delete"],
	["/tasks/delete", "delete"],
	["/settings", "theme"],
	["/undo", ""],
])("on %s, %s asks first or is for now", (path, intent) => {
	expect(isQueueable(path, form(intent))).toBe(false);
});
