import { expect, test } from "vitest";
import { pageInHash } from "./page-in-hash.ts";

const ORIGIN = "https://tend.test";

test.each([
	["#/tasks/42", "/tasks/42"],
	["#/tasks?due=today", "/tasks?due=today"],
	["#add-field", null],
	["", null],
	["#//evil.example/", null],
	["#/\\evil.example", null],
	["#/\t/evil.example", null],
	["#/.//evil.example", null],
])("the page in %j is %j", (hash, page) => {
	expect(pageInHash(hash, ORIGIN)).toBe(page);
});
