import { expect, test } from "vitest";
import type { DueView, TaskRowView } from "#app/tasks/view/task-view.ts";
import { groupHeadings } from "./row-groups.ts";

function row(label: string | null, overdue = false) {
	const due: DueView | null = label === null ? null : { label, overdue, datetime: "" };
	return { due } as TaskRowView;
}

const rows = [
	row("yesterday 09:00", true),
	row("today"),
	row("today 17:00"),
	row("tomorrow"),
	row("Mon 7 Dec 09:00"),
	row("Tue 8 Dec"),
	row(null),
];
const query = { status: "pending", page: 1, limit: 50 } as const;

test("a list by date has headings for the near days", () => {
	const headings = ["Overdue", "Today", undefined, "Tomorrow", "Later", undefined, "No date"];
	expect(groupHeadings(rows, query)).toEqual(headings);
});

test("Upcoming has a heading for each day", () => {
	const headings = groupHeadings(rows.slice(1, 6), { ...query, due: "week" });
	expect(headings).toEqual(["Today", undefined, "Tomorrow", "Mon 7 Dec", "Tue 8 Dec"]);
});

test("a list in another order, or of one group, has none", () => {
	expect(groupHeadings(rows, { ...query, sort: { field: "title", direction: "asc" } })).toEqual([]);
	expect(groupHeadings([row(null), row(null)], query)).toEqual([]);
});
