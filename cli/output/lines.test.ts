import { expect, test } from "vitest";
import type { TaskJson } from "#cli/backend/api.ts";
import { newMarkdownWriter } from "./chat-stream.ts";
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

test("statistics are figures and bars", () => {
	const share = { total: 4, pending: 3, completed: 1 };
	const lines = statsLines(
		{
			...share,
			overdue: 0,
			dueToday: 1,
			completionRate: 0.25,
			averageSecondsToDone: 3 * 86_400,
			currentStreak: 1,
			longestStreak: 2,
			completedPerDay: [0, 1, 4].map((count, i) => ({ date: `2026-11-1${i}`, count })),
			completedPerWeekday: [0, 1, 2].map((weekday) => ({ weekday: weekday + 1, count: weekday })),
			byPriority: [{ priority: "high", ...share }],
			byTag: [{ tag: "home", ...share, total: 2 }],
			timeZone: "UTC",
			today: "2026-11-20",
		},
		{ paint: plain },
	);
	expect(lines).toEqual([
		"Open          3, 1 due today",
		"Overdue       0",
		"Done          1 of 4 (25 %)",
		"Time to done  3 days on average",
		"Streak        1 day, longest 2",
		"Last 30 days  ▁▃█ 5 done",
		"",
		"Done by weekday",
		"  Monday    0",
		"  Tuesday   1 ████████████",
		"  Wednesday 2 ████████████████████████",
		"",
		"By priority",
		"  high 4 ████████████████████████ 3 open",
		"",
		"By tag",
		"  #home 2 ████████████████████████ 3 open",
	]);
});

test("marks of an answer are what they mean on a terminal, wherever the stream is cut", () => {
	const write = newMarkdownWriter(inColour);
	expect(["You have *", "*two* tasks*", "*, 2 * 2"].map(write).join("")).toBe(
		"You have \x1b[1mtwo* tasks\x1b[22m, 2 * 2",
	);
	expect(["#1 \\", "#home \\*", "2 \\\\"].map(newMarkdownWriter(inColour)).join("")).toBe(
		"#1 #home *2 \\",
	);
	const bare = newMarkdownWriter(plain);
	expect(["**Pay", " rent**"].map(bare).join("")).toBe("**Pay rent**");
});
