import { expect, test } from "vitest";
import { filterHref } from "./list-links.ts";

test("a filter form's address leaves out what asks for nothing", () => {
	const form = new FormData();
	for (const [name, value] of [
		["q", "milk"],
		["status", "pending"],
		["priority", ""],
		["sort", "due:asc"],
	] as const) {
		form.set(name, value);
	}
	expect(filterHref(form)).toBe("/tasks?q=milk");
});
