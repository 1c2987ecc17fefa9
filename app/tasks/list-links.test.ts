import { expect, test } from "vitest";
import { filterHref, lastPage, pageHref } from "./list-links.ts";

test("another page keeps the filters, and the first has no number", () => {
	expect(pageHref("?tag=home&page=3", 4)).toBe("/tasks?tag=home&page=4");
	expect(pageHref("?page=2", 1)).toBe("/tasks");
});

test("the last page is the one that holds the last task", () => {
	expect([0, 1, 50, 51, 100].map((total) => lastPage(total, 50))).toEqual([1, 1, 1, 2, 2]);
});

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
