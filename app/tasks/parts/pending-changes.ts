/** Optimistic UI of task lists: applies the forms that are in flight or queued to the loaded rows. */
import type { OfflineChange } from "#app/client/offline/offline-change.ts";
import type { TaskRowView } from "#app/tasks/view/task-view.ts";
import { parseTaskIntent, type TaskIntent, type TaskVerb } from "#domain/task/intents.ts";
import { PRIORITIES, type Priority, type Status } from "#domain/task/task.ts";

export type PendingChange = {
	/** Null for a form that changes no task. */
	verb: TaskVerb | null;
	ids: number[];
	priority?: Priority;
	tag?: string;
	/** Set when a task is added or saved. */
	title?: string;
	/** Set when a task is saved. */
	tags?: string[];
	parentId?: number;
};

/** Why a row is leaving its list. It is shown with an exit animation. */
export type Leaving = "completed" | "reopened" | "deleted";

/** The fields that a row of a list and a row of a subtask have in common. */
export type PendingRow = Pick<TaskRowView, "id" | "title" | "status" | "priority"> &
	Partial<Pick<TaskRowView, "parent" | "tags">>;

export type ShownRow<Row> = { row: Row; leaving: Leaving | null };

/** The change that a submitted form of a task list asks for. */
export function parsePendingChange(form: FormData): PendingChange {
	const text = (name: string) => String(form.get(name) ?? "");
	const intent = parseTaskIntent(form.get("intent"));
	return {
		verb: intent?.verb ?? null,
		ids: intent ? idsOf(intent, form) : [],
		priority: PRIORITIES.find((known) => known === text("newPriority")),
		tag: text("newTag").trim().replace(/^#/, "").toLowerCase(),
		title: text("reading") || text("text"),
		parentId: Number(text("parentId")) || undefined,
	};
}

function idsOf({ target, taskId }: TaskIntent, form: FormData): number[] {
	if (target === "selected") return form.getAll("selected").map(Number);
	return taskId === null ? [] : [taskId];
}

/** The change that a queued form of a list or of a task's page asks for. */
export function parseQueuedChange({ path, form }: OfflineChange): PendingChange {
	const fields = new FormData();
	for (const [name, value] of form) fields.append(name, value);
	const change = parsePendingChange(fields);
	const ids = [Number(path.split("/")[2])];
	const intent = parseTaskIntent(fields.get("intent"));
	if (intent?.target !== "page") return change;
	if (intent.name === "delete-task") return { ...change, ids };
	const text = (name: string) => String(fields.get(name) ?? "");
	return {
		...change,
		ids,
		title: text("title"),
		priority: PRIORITIES.find((known) => known === text("priority")),
		tags: text("tags")
			.split(",")
			.map((tag) => tag.trim().toLowerCase())
			.filter((tag) => tag !== ""),
	};
}

/** Whether the server answers with a confirmation page, so that the rows must not change yet: deleting several tasks. */
export function needsAsking({ verb, ids }: PendingChange) {
	return verb === "delete" && ids.length > 1;
}

/**
 * The rows of a list of tasks of `status` (undefined: of every status) after the pending changes.
 * Completing or deleting a task does the same to its subtasks.
 */
export function withPending<Row extends PendingRow>(
	rows: Row[],
	changes: PendingChange[],
	status: Status | undefined,
): ShownRow<Row>[] {
	return rows.map((row) => {
		let shown: ShownRow<Row> = { row, leaving: null };
		for (const change of changes) {
			const { ids, verb } = change;
			const isParentMeant = row.parent && ids.includes(row.parent.id);
			if (ids.includes(row.id) || (isParentMeant && (verb === "complete" || verb === "delete"))) {
				shown = changed(shown, change, status);
			}
		}
		return shown;
	});
}

function changed<Row extends PendingRow>(
	shown: ShownRow<Row>,
	change: PendingChange,
	status: Status | undefined,
): ShownRow<Row> {
	const { row } = shown;
	switch (change.verb) {
		case "complete":
			return {
				row: { ...row, status: "completed" },
				leaving: status === "pending" ? "completed" : shown.leaving,
			};
		case "reopen":
			return {
				row: { ...row, status: "pending" },
				leaving: status === "completed" ? "reopened" : shown.leaving,
			};
		case "delete":
			return needsAsking(change) ? shown : { ...shown, leaving: "deleted" };
		case "priority":
			return change.priority ? { ...shown, row: { ...row, priority: change.priority } } : shown;
		case "save": {
			const { title = row.title, priority = row.priority, tags = row.tags } = change;
			return { ...shown, row: { ...row, title, priority, ...(row.tags ? { tags } : {}) } };
		}
		case "tag": {
			const { tag } = change;
			if (!tag || !row.tags || row.tags.includes(tag)) return shown;
			return { ...shown, row: { ...row, tags: [...row.tags, tag] } };
		}
		default:
			return shown;
	}
}

export type Departed<Row> = ShownRow<Row> & { index: number };

/**
 * Inserts the rows whose exit animation is still running where they were. A row that is in the list
 * again (the server refused, or it was restored) is not doubled.
 */
export function withDeparted<Row extends PendingRow>(
	shown: ShownRow<Row>[],
	departed: Departed<Row>[],
): ShownRow<Row>[] {
	const result = [...shown];
	for (const { row, leaving, index } of departed) {
		if (result.some((other) => other.row.id === row.id)) continue;
		result.splice(Math.min(index, result.length), 0, { row, leaving });
	}
	return result;
}
