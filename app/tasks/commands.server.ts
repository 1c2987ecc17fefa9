import { Conflict, Invalid, NotFound, VersionMismatch } from "#app/errors.ts";
import { newId } from "#app/id.server.ts";
import {
	type Change,
	RepeatedChange,
	StaleChange,
	type UnnumberedTask,
	type Written,
	writeChange,
} from "#db/changes.server.ts";
import { listFamilies } from "#db/tasks.server.ts";
import { firstOccurrence } from "./first-occurrence.ts";
import { answerAgain, findFirst, hasExpired, idAfter } from "./repeated-request.server.ts";
import type { Scope } from "./scope.server.ts";
import { DEFAULT_PRIORITY, type Status, TAGS_MAX, type Task } from "./task.ts";
import { todayIn } from "./wall-clock.ts";

/** What a person or program decides about a task; the rest is kept by the commands. */
export type TaskFields = Pick<
	Task,
	| "title"
	| "description"
	| "status"
	| "priority"
	| "due"
	| "tags"
	| "parentId"
	| "recurrence"
	| "reminders"
>;
export type NewTask = Pick<Task, "title"> & Partial<TaskFields>;
export type TaskChanges = Partial<TaskFields>;

export type TaskAction =
	| { type: "complete" }
	| { type: "reopen" }
	| { type: "delete" }
	| { type: "update"; changes: TaskChanges }
	| { type: "add-tag"; tag: string };

/** What a command did. `id` names the change for undo; null when there was nothing to change. */
export type Done = { changeId: string | null; summary: string };

/** Where a command goes on only from that version of the task, or from one of those. */
type Expected = { expectedVersion?: number | number[] };

/** How often a command works itself out anew when another one got there first. */
const ATTEMPTS = 3;

/**
 * Adds a task. With a `changeId`, doing it again under that id changes nothing and gives the task of
 * the first time: a form or request that arrives twice makes one task. With a `digest` of what was
 * asked, too, asking for something else under that id is refused, and a day later it is free again.
 * Throws `Invalid` when the fields contradict each other or the parent cannot be one, and `KeyReused`.
 */
export async function createTask(
	scope: Scope,
	fields: NewTask,
	changeId: string = newId(),
	digest?: string,
): Promise<Done & { task: Task }> {
	const blank: UnnumberedTask = {
		id: null,
		title: fields.title,
		description: "",
		status: "pending",
		priority: DEFAULT_PRIORITY,
		due: null,
		tags: [],
		parentId: null,
		recurrence: null,
		reminders: [],
		series: null,
		remindersSince: scope.now,
		completedAt: null,
		createdAt: scope.now,
		updatedAt: scope.now,
		version: 1,
	};
	const given = { ...blank, ...withoutUndefined(fields) };
	const completedAt = given.status === "completed" ? scope.now : null;
	const draft = settle(scope, { ...given, completedAt });
	const [family, earlier] = await Promise.all([
		draft.parentId === null ? [] : listFamilies(scope.db, scope.userId, [draft.parentId]),
		// Usually a repetition is told by the write that fails. Here the trip is made anyway: by the
		// parent, or by the check of the credential.
		digest === undefined ? null : findFirst(scope, changeId),
	]);
	if (earlier && hasExpired(earlier, scope.now)) {
		return createTask(scope, fields, idAfter(earlier), digest);
	}
	if (earlier) return answerAgain(earlier, digest);
	if (draft.parentId !== null) checkParent(draft, family);
	const summary = `Added ${quoted(draft.title)}`;
	try {
		const {
			taskIds: [id],
		} = await write(scope, {
			id: changeId,
			summary,
			digest,
			edits: [{ before: null, after: draft }],
		});
		return { changeId, summary, task: { ...draft, id: id as number } };
	} catch (error) {
		if (!(error instanceof RepeatedChange)) throw error;
		const first = await findFirst(scope, changeId);
		if (!first) throw error;
		return answerAgain(first, digest);
	}
}

/**
 * Changes what is named in `changes` and leaves the rest. With `expectedVersion`, only if that is
 * still the task's version.
 * Throws `NotFound`, `Invalid`, or `VersionMismatch`.
 */
export async function changeTask(
	scope: Scope,
	id: number,
	changes: TaskChanges,
	{ expectedVersion }: Expected = {},
): Promise<Done & { task: Task }> {
	const done = await act(scope, [id], { type: "update", changes }, expectedVersion);
	return { ...done, task: found(done.tasks, id) };
}

/** Completes a task and its open subtasks. Throws `NotFound`, or `VersionMismatch`. */
export async function completeTask(
	scope: Scope,
	id: number,
	{ expectedVersion }: Expected = {},
): Promise<Done & { task: Task }> {
	const done = await act(scope, [id], { type: "complete" }, expectedVersion);
	return { ...done, task: found(done.tasks, id) };
}

/**
 * Opens a completed task again, and its parent if that is completed. Throws `NotFound`, or
 * `VersionMismatch`.
 */
export async function reopenTask(
	scope: Scope,
	id: number,
	{ expectedVersion }: Expected = {},
): Promise<Done & { task: Task }> {
	const done = await act(scope, [id], { type: "reopen" }, expectedVersion);
	return { ...done, task: found(done.tasks, id) };
}

/** Deletes a task and its subtasks. Throws `NotFound`, or `VersionMismatch`. */
export async function deleteTask(
	scope: Scope,
	id: number,
	{ expectedVersion }: Expected = {},
): Promise<Done> {
	const done = await act(scope, [id], { type: "delete" }, expectedVersion);
	if (done.missing.length > 0) throw noTask(id);
	return done;
}

/**
 * Does the same to several tasks, as one change. Numbers that are not there are reported in
 * `missing` and the rest is done; `affected` counts the named tasks that are now as asked.
 * Throws `Invalid` when a task cannot be changed so; then none is.
 */
export async function changeTasks(
	scope: Scope,
	ids: number[],
	action: TaskAction,
): Promise<Done & { affected: number; missing: number[] }> {
	const { changeId, summary, missing } = await act(scope, ids, action);
	return { changeId, summary, missing, affected: new Set(ids).size - missing.length };
}

type Acted = Done & { tasks: Task[]; missing: number[] };

async function act(
	scope: Scope,
	ids: number[],
	action: TaskAction,
	expectedVersion?: number | number[],
): Promise<Acted> {
	const parentIds =
		action.type === "update" && action.changes.parentId ? [action.changes.parentId] : [];
	for (let attempt = 1; ; attempt += 1) {
		const known = await listFamilies(scope.db, scope.userId, [...ids, ...parentIds]);
		const named = known.filter((task) => ids.includes(task.id));
		const missing = [...new Set(ids)].filter((id) => !named.some((task) => task.id === id));
		if (expectedVersion !== undefined) checkVersion(named[0], expectedVersion);

		const edits = planEdits(scope, named, known, action);
		const tasks = known.map(
			(task) => edits.find((edit) => edit.before.id === task.id)?.after ?? task,
		);
		const summary = summarize(
			action,
			tasks.filter((task) => ids.includes(task.id)),
		);
		if (edits.length === 0) return { changeId: null, summary, tasks, missing };
		const changeId = scope.changeId ?? newId();
		try {
			await write(scope, { id: changeId, summary, edits });
			return { changeId, summary, tasks, missing };
		} catch (error) {
			if (!(error instanceof StaleChange)) throw error;
			if (attempt === ATTEMPTS) {
				throw new Conflict("This is being changed from elsewhere just now. Try again.");
			}
		}
	}
}

type TaskEdit = { before: Task; after: Task | null };

function planEdits(scope: Scope, named: Task[], known: Task[], action: TaskAction): TaskEdit[] {
	const subtasks = known.filter((task) => named.some(({ id }) => id === task.parentId));
	const parents = known.filter((task) => named.some(({ parentId }) => parentId === task.id));
	const edit = (tasks: Task[], change: (task: Task) => Partial<Task>) =>
		[...new Set(tasks)].flatMap((before): TaskEdit[] => {
			const after = settle(scope, { ...before, ...change(before) });
			if (sameFields(before, after)) return [];
			return [{ before, after: { ...after, version: before.version + 1, updatedAt: scope.now } }];
		});
	switch (action.type) {
		case "complete":
			return edit([...named, ...subtasks], (task) => toStatus(scope, task, "completed"));
		case "reopen":
			return edit([...named, ...parents], (task) => toStatus(scope, task, "pending"));
		case "delete":
			return [...new Set([...named, ...subtasks])].map((before) => ({ before, after: null }));
		case "add-tag":
			return edit(named, ({ id, tags }) => {
				if (!tags.includes(action.tag) && tags.length >= TAGS_MAX) {
					throw new Invalid([
						{
							path: "tags",
							message: `Task ${id} already has ${TAGS_MAX} tags. Nothing was changed.`,
						},
					]);
				}
				return { tags: [...new Set([...tags, action.tag])] };
			});
		case "update": {
			const { status, ...changes } = withoutUndefined(action.changes);
			// Being completed or opened reaches those that it always reaches.
			const relatives = { completed: subtasks, pending: parents };
			const edits = edit([...named, ...(status ? relatives[status] : [])], (task) => ({
				...(named.includes(task) ? changes : {}),
				...(status ? toStatus(scope, task, status) : {}),
			}));
			if (changes.parentId) for (const { after } of edits) if (after) checkParent(after, known);
			return edits;
		}
	}
}

function toStatus(scope: Scope, task: Task, status: Status): Partial<Task> {
	if (task.status === status) return {};
	return { status, completedAt: status === "completed" ? scope.now : null };
}

/** Brings fields into line with each other. Throws `Invalid` where only the caller can decide. */
function settle<T extends Task | UnnumberedTask>(scope: Scope, task: T): T {
	// A series has a date to go on from.
	const due =
		task.due ??
		(task.recurrence
			? firstOccurrence(task.recurrence.rule, todayIn(scope.timeZone, scope.now))
			: null);
	if (due === null && task.reminders.some((reminder) => "minutesBefore" in reminder)) {
		throw new Invalid([
			{ path: "reminders", message: "A reminder before the due date needs a due date." },
		]);
	}
	return { ...task, due };
}

function checkParent(task: Task | UnnumberedTask, family: Task[]) {
	const refuse = (message: string) => new Invalid([{ path: "parentId", message }]);
	const parent = family.find(({ id }) => id === task.parentId);
	if (!parent) throw refuse(`There is no task ${task.parentId} to put this under.`);
	if (parent.id === task.id) throw refuse("A task cannot be its own subtask.");
	if (parent.parentId !== null) throw refuse("A subtask cannot have subtasks.");
	if (task.id !== null && family.some(({ parentId }) => parentId === task.id)) {
		throw refuse("A task that has subtasks cannot become one.");
	}
}

function checkVersion(task: Task | undefined, expectedVersion: number | number[]) {
	if (task && ![expectedVersion].flat().includes(task.version)) {
		throw new VersionMismatch("This task was changed elsewhere in the meantime.");
	}
}

export const TASK_FIELDS = [
	"title",
	"description",
	"status",
	"priority",
	"due",
	"tags",
	"parentId",
	"recurrence",
	"reminders",
	"completedAt",
] as const satisfies (keyof Task)[];

function sameFields(a: Task, b: Task) {
	return TASK_FIELDS.every((field) => sameValue(a[field], b[field]));
}

export function sameValue(a: unknown, b: unknown) {
	return JSON.stringify(a) === JSON.stringify(b);
}

type Write = Omit<Change, "userId" | "actor" | "requestId" | "at">;

/** Writes a change and tells of its events. Throws as `writeChange`. */
export async function write(scope: Scope, change: Write): Promise<Written> {
	const { db, userId, actor, requestId, now } = scope;
	const written = await writeChange(db, { ...change, userId, actor, requestId, at: now }, newId);
	scope.announce(userId, written.eventIds);
	return written;
}

function found(tasks: Task[], id: number): Task {
	const task = tasks.find((candidate) => candidate.id === id);
	if (!task) throw noTask(id);
	return task;
}

function noTask(id: number) {
	return new NotFound(`There is no task ${id}.`);
}

const VERBS = {
	complete: "Completed",
	reopen: "Reopened",
	delete: "Deleted",
	update: "Saved",
	"add-tag": "Tagged",
} as const satisfies Record<TaskAction["type"], string>;

function summarize(action: TaskAction, tasks: Task[]) {
	const [only] = tasks;
	const what = tasks.length === 1 && only ? quoted(only.title) : `${tasks.length} tasks`;
	return `${VERBS[action.type]} ${what}`;
}

function quoted(title: string) {
	return `“${title}”`;
}

function withoutUndefined<T extends object>(object: T): T {
	return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as T;
}
