import { expect, test } from "vitest";
import { lastPage, pageHref } from "./page-links.ts";

test("another page keeps the filters, and the first has no number", () => {
	expect(pageHref("?tag=home&page=3", 4, "/tasks")).toBe("/tasks?tag=home&page=4");
	expect(pageHref("?page=2", 1, "/tasks")).toBe("/tasks");
});

test("the last page is the one that holds the last task", () => {
	expect([0, 1, 50, 51, 100].map((total) => lastPage(total, 50))).toEqual([1, 1, 1, 2, 2]);
});
