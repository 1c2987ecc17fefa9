import { expect, test } from "vitest";
import type { TaskJson } from "./api.ts";
import { statsLines } from "./stats-lines.ts";
import { taskRow, taskTable } from "./task-lines.ts";
import { harmless, inColour, plain } from "./terminal.ts";
import { textWidth, wrap } from "./text-width.ts";

const NOW = "2026-11-20T10:00:00";
const instant = "2026-11-01T00:00:00.000Z";

function newTask(fields: Partial<TaskJson>): TaskJson {
	return {
		id: 1,
		title: "Pay rent",
		description: "",
		status: "pending",
		priority: "medium",
		dueDate: null,
		tags: [],
		parentId: null,
		recurrence: null,
		reminders: [],
		completedAt: null,
		createdAt: instant,
		updatedAt: instant,
		version: 1,
		...fields,
	};
}

test("columns are aligned, whatever alphabet the titles are in", () => {
	const tasks = [
		newTask({ id: 7, priority: "high", dueDate: "2026-11-19" }),
		newTask({
			id: 12,
			title: "日本語のタスク",
			dueDate: "2026-11-20T17:00:00-05:00",
			tags: ["work"],
		}),
		newTask({ id: 103, title: "Buy 🥛", priority: "low", parentId: 12 }),
	];
	expect(taskTable(tasks, NOW, { paint: plain, width: 80 })).toEqual([
		"  7 ○ ! yesterday    Pay rent",
		" 12 ○   today 17:00  日本語のタスク #work",
		"103 ○ ↓              Buy 🥛 ↳12",
	]);
});

test("long titles are wrapped under themselves", () => {
	const title = "Read the report about the harbour, all of it, and answer";
	const lines = taskTable([newTask({ title, tags: ["harbour"] })], NOW, {
		paint: plain,
		width: 41,
	});
	expect(lines).toEqual([
		"1 ○   Read the report about the harbour,",
		"      all of it, and answer #harbour",
	]);
});

test("overdue is red, today yellow, and what is done is struck through", () => {
	const tasks = [
		newTask({ dueDate: "2026-11-20T09:59:00-05:00" }),
		newTask({ dueDate: "2026-11-20" }),
		newTask({ dueDate: "2026-11-19", status: "completed" }),
	];
	const [late, today, done] = taskTable(tasks, NOW, { paint: inColour, width: 80 });
	expect(late).toContain("\x1b[31mtoday 09:59");
	expect(today).toContain("\x1b[33mtoday");
	expect(done).toContain("\x1b[9mPay rent");
	expect(done).not.toContain("\x1b[31m");
});

test("programs get a line by tabs", () => {
	expect(taskRow(newTask({ dueDate: "2026-11-20", tags: ["a", "b"] }))).toBe(
		"1\tpending\tmedium\t2026-11-20\tPay rent\ta,b",
	);
});

test("widths are those of terminals", () => {
	for (const [text, width] of [
		["abc", 3],
		["é", 1],
		["e\u0301", 1],
		["漢字", 4],
		["👩‍👩‍👧", 2],
		["🇩🇪", 2],
		["❤️", 2],
		["한국어", 6],
		["ａ", 2],
		["a\u200bb", 2],
	] as const) {
		expect(textWidth(text), text).toBe(width);
	}
});

test("lines are broken between words, and within one that is too long", () => {
	expect(wrap("one two three", 7)).toEqual(["one two", "three"]);
	expect(wrap("漢字漢字漢字", 5)).toEqual(["漢字", "漢字", "漢字"]);
	expect(wrap("", 5)).toEqual([""]);
});

test("texts of others cannot change the terminal", () => {
	expect(harmless("a\x1b[31mred\x1b]0;title\x07\rb\x9b\nd")).toBe("aredb\nd");
});

test("statistics are shown as they are named", () => {
	const stats = {
		open: 12,
		completionRate: 0.5,
		byTag: [
			{ tag: "home", open: 4, completed: 2 },
			{ tag: "work", open: 2, completed: 0 },
		],
		streak: { current: 3, longest: null },
	};
	expect(statsLines(stats, { paint: plain, width: 80 })).toEqual([
		"open             12",
		"completion rate  0.50",
		"",
		"by tag",
		"  home  4 ████████████████████████ completed 2",
		"  work  2 ████████████ completed 0",
		"",
		"streak",
		"  current  3",
		"  longest  –",
	]);
});
