import { Conflict, NotFound, VersionMismatch } from "#app/core/errors.ts";
import { newId } from "#app/core/id.server.ts";
import type { Scope } from "#app/core/scope.server.ts";
import { RepeatedChange, StaleChange } from "#db/tasks/changes.server.ts";
import type { Edit, UnnumberedTask } from "#db/tasks/edit-rows.server.ts";
import { listFamilies, listSuccessors } from "#db/tasks/tasks.server.ts";
import { DEFAULT_PRIORITY, type SeriesRange, type Task } from "#domain/task/task.ts";
import { nowIn } from "#domain/time/zoned-time.ts";
import {
	planEdits,
	type TaskAction,
	type TaskChanges,
	type TaskFields,
	withoutUndefined,
} from "./plan-edits.server.ts";
import { answerAgain, findFirst, hasExpired, idAfter } from "./repeated-request.server.ts";
import { newSeries } from "./series.server.ts";
import { checkParent, checkRule, settle } from "./settle.server.ts";
import { noteOn, quoted, summarize } from "./summaries.server.ts";
import { editedTask } from "./task-edit.server.ts";
import { write } from "./write.server.ts";

export type NewTask = Pick<Task, "title"> & Partial<TaskFields>;
/** What a command did. `changeId` names the change for undo; null when there was nothing to change. */
export type Done = {
	changeId: string | null;
	summary: string;
	/** A sentence on what else that means, where there is something to say. */
	note?: string | undefined;
};

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
	const settled = settle(scope, { ...given, completedAt });
	if (settled.recurrence && settled.due) checkRule(settled.recurrence, settled.due);
	const draft = { ...settled, series: newSeries(settled) };
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
 * still the task's version. `range` says how far it reaches where the task repeats.
 * Throws `NotFound`, `Invalid`, or `VersionMismatch`.
 */
export async function changeTask(
	scope: Scope,
	id: number,
	changes: TaskChanges,
	{ expectedVersion, range }: Expected & { range?: SeriesRange | undefined } = {},
): Promise<DoneToOne> {
	return one(await act(scope, [id], { type: "update", changes, range }, expectedVersion), id);
}

/**
 * Completes a task and its open subtasks. A series goes on with the next, which is made in the same
 * transaction and answered as `next`: also when the task was completed before.
 * Throws `NotFound`, or `VersionMismatch`.
 */
export async function completeTask(
	scope: Scope,
	id: number,
	{ expectedVersion }: Expected = {},
): Promise<DoneToOne> {
	return one(await act(scope, [id], { type: "complete" }, expectedVersion), id);
}

/**
 * Moves an open task of a series on to the next occurrence without completing it. What was changed
 * for this one alone goes, and its subtasks are open again.
 * Throws `NotFound`, `VersionMismatch`, or `Conflict` when the task does not repeat or is the last.
 */
export async function skipOccurrence(
	scope: Scope,
	id: number,
	{ expectedVersion }: Expected = {},
): Promise<DoneToOne> {
	return one(await act(scope, [id], { type: "skip" }, expectedVersion), id);
}

/**
 * Opens a completed task again, and its parent if that is completed. In a series it takes the place
 * of the next, which goes; but when somebody has worked on that, the task is open on its own and
 * repeats no more. Throws `NotFound`, or `VersionMismatch`.
 */
export async function reopenTask(
	scope: Scope,
	id: number,
	{ expectedVersion }: Expected = {},
): Promise<DoneToOne> {
	return one(await act(scope, [id], { type: "reopen" }, expectedVersion), id);
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
	const { tasks: _, next: __, missing, ...done } = await act(scope, ids, action);
	return { ...done, missing, affected: new Set(ids).size - missing.length };
}

/** What was done to one task, and the open task that its series goes on with after it. */
export type DoneToOne = Done & { task: Task; next: Task | null };

type Acted = Done & { tasks: Task[]; missing: number[]; next: Task | null };

function one({ tasks, missing: _, ...done }: Acted, id: number): DoneToOne {
	const task = tasks.find((candidate) => candidate.id === id);
	if (!task) throw noTask(id);
	return { ...done, task };
}

async function act(
	scope: Scope,
	ids: number[],
	action: TaskAction,
	expectedVersion?: number | number[],
): Promise<Acted> {
	const parentIds =
		action.type === "update" && action.changes.parentId ? [action.changes.parentId] : [];
	for (let attempt = 1; ; attempt += 1) {
		const [family, successors] = await Promise.all([
			listFamilies(scope.db, scope.userId, [...ids, ...parentIds]),
			hasSuccessors(action) ? listSuccessors(scope.db, scope.userId, ids) : [],
		]);
		const named = family.filter((task) => ids.includes(task.id));
		const missing = [...new Set(ids)].filter((id) => !named.some((task) => task.id === id));
		if (expectedVersion !== undefined) checkVersion(named[0], expectedVersion);

		const edits = planEdits(scope, { named, family, successors }, action);
		const tasks = family.map((task) => editedTask(edits, task) ?? task);
		const affected = tasks.filter((task) => ids.includes(task.id));
		const summary = summarize(action.type, affected);
		const changeId = edits.length === 0 ? null : (scope.changeId ?? newId());
		try {
			const written = changeId && (await write(scope, { id: changeId, summary, edits }));
			const next = nextOf(affected, edits, written ? written.taskIds : [], successors);
			const note = noteOn(action.type, named, edits, next, nowIn(scope.timeZone, scope.now));
			return { changeId, summary, note, tasks, missing, next };
		} catch (error) {
			if (!(error instanceof StaleChange)) throw error;
			if (attempt === ATTEMPTS) {
				throw new Conflict("This is being changed from elsewhere just now. Try again.");
			}
		}
	}
}

/** Whether a series may go on by an action, or has gone on. */
function hasSuccessors(action: TaskAction) {
	if (action.type === "update") return action.changes.status !== undefined;
	return ["complete", "reopen", "continue"].includes(action.type);
}

/** Of one task that is completed, the open task of its series: the one just made, or that was there. */
function nextOf(
	affected: Task[],
	edits: Edit[],
	numbers: number[],
	successors: Task[],
): Task | null {
	const [task, ...more] = affected;
	if (!task?.series || more.length > 0 || task.status === "pending") return null;
	const { id: seriesId } = task.series;
	const made = edits.filter(({ before }) => before === null);
	const place = made.findIndex(({ after }) => after?.series?.id === seriesId);
	const after = made[place]?.after;
	if (after) return { ...after, id: numbers[place] as number };
	return successors.find(({ series, id }) => series?.id === seriesId && id !== task.id) ?? null;
}

function checkVersion(task: Task | undefined, expectedVersion: number | number[]) {
	if (task && ![expectedVersion].flat().includes(task.version)) {
		throw new VersionMismatch("This task was changed elsewhere in the meantime.");
	}
}

function noTask(id: number) {
	return new NotFound(`There is no task ${id}.`);
}
