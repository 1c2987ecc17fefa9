import { expect, test } from "vitest";
import {
	type PendingChange,
	parsePendingChange,
	parseQueuedChange,
	withDeparted,
	withPending,
} from "./pending-changes.ts";

function form(fields: [string, string][]) {
	const data = new FormData();
	for (const [name, value] of fields) data.append(name, value);
	return data;
}

const row = (id: number, parent: number | null = null) => ({
	id,
	title: `Task ${id}`,
	status: "pending" as const,
	priority: "medium" as const,
	tags: ["home"],
	parent: parent === null ? null : { id: parent, title: `Task ${parent}` },
});

const complete = (...ids: number[]): PendingChange => ({ verb: "complete", ids });

test("a row's button names its task, a bulk button the selected ones", () => {
	expect(parsePendingChange(form([["intent", "complete/42"]]))).toMatchObject({
		verb: "complete",
		ids: [42],
	});
	const bulk = form([
		["selected", "1"],
		["selected", "7"],
		["newTag", " #Work "],
		["intent", "bulk-tag"],
	]);
	expect(parsePendingChange(bulk)).toMatchObject({ verb: "tag", ids: [1, 7], tag: "work" });
});

test("a completed task leaves a list of open ones and stays in a list of all", () => {
	const [open] = withPending([row(1)], [complete(1)], "pending");
	expect(open).toMatchObject({ row: { status: "completed" }, leaving: "completed" });
	const [any] = withPending([row(1)], [complete(1)], undefined);
	expect(any).toMatchObject({ row: { status: "completed" }, leaving: null });
});

test("completing a task takes its subtasks along, reopening it does not", () => {
	const [, subtask] = withPending([row(1), row(2, 1)], [complete(1)], "pending");
	expect(subtask?.leaving).toBe("completed");
	const [, left] = withPending([row(1), row(2, 1)], [{ verb: "reopen", ids: [1] }], "completed");
	expect(left?.leaving).toBeNull();
});

test("deleting one task takes its row away, deleting many is asked about first", () => {
	const one = withPending([row(1), row(2)], [{ verb: "delete", ids: [1] }], "pending");
	expect(one.map(({ leaving }) => leaving)).toEqual(["deleted", null]);
	const many = withPending([row(1), row(2)], [{ verb: "delete", ids: [1, 2] }], "pending");
	expect(many.map(({ leaving }) => leaving)).toEqual([null, null]);
});

test("a tag is added once", () => {
	const changes: PendingChange[] = [
		{ verb: "tag", ids: [1], tag: "work" },
		{ verb: "tag", ids: [1], tag: "home" },
	];
	expect(withPending([row(1)], changes, "pending")[0]?.row.tags).toEqual(["home", "work"]);
});

test("a row that is gone is shown where it was, unless it came back", () => {
	const departed = [{ row: row(2), leaving: "completed" as const, index: 1 }];
	const shown = [row(1), row(3)].map((task) => ({ row: task, leaving: null }));
	expect(withDeparted(shown, departed).map((each) => each.row.id)).toEqual([1, 2, 3]);
	const back = [row(2), row(1), row(3)].map((task) => ({ row: task, leaving: null }));
	expect(withDeparted(back, departed)).toEqual(back);
});

test("a saved form that waits is shown in its row, a deleted task not at all", () => {
	const at = 0;
	const save = parseQueuedChange({
		path: "/tasks/1",
		form: [
			["title", "Pay rent"],
			["priority", "high"],
			["tags", "Home, work"],
			["version", "3"],
			["intent", "save"],
		],
		at,
	});
	const [saved, other] = withPending([row(1), row(2)], [save], "pending");
	expect(saved).toMatchObject({
		row: { title: "Pay rent", priority: "high", tags: ["home", "work"] },
		leaving: null,
	});
	expect(other?.row).toEqual(row(2));
	const gone = parseQueuedChange({ path: "/tasks/2", form: [["intent", "delete-task"]], at });
	expect(withPending([row(2)], [gone], "pending")).toMatchObject([{ leaving: "deleted" }]);
});
