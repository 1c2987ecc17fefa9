import { Conflict, NotFound, VersionMismatch } from "#app/core/errors.ts";
import { newId } from "#app/core/id.server.ts";
import type { Scope } from "#app/core/scope.server.ts";
import { StaleChange } from "#db/tasks/changes.server.ts";
import type { Edit, UnnumberedTask } from "#db/tasks/edit-rows.server.ts";
import { listSuccessors, listTaskTrees } from "#db/tasks/tasks.server.ts";
import { DEFAULT_PRIORITY, type SeriesRange, type Task } from "#domain/task/task.ts";
import { partitionTree } from "#domain/task/task-tree.ts";
import { nowIn } from "#domain/time/zoned-time.ts";
import type { CommandResult, TaskCommandResult } from "./command-result.ts";
import { commitChange } from "./commit-change.server.ts";
import {
	findEarlierRun,
	hasExpired,
	nextChangeId,
	replay,
	runIdempotent,
} from "./idempotency.server.ts";
import { checkParent, checkRule, normalizeTask } from "./normalize-task.server.ts";
import { planEdits, withoutUndefined } from "./plan-edits.server.ts";
import { newSeries } from "./series.server.ts";
import { quoted, seriesNote, summarizeAction } from "./summaries.server.ts";
import type { NewTask, TaskAction, TaskChanges } from "./task-action.ts";
import { editedTask } from "./task-edit.server.ts";

/** The versions of the task that a command may start from; any when undefined. */
type Expected = { expectedVersion?: number | number[] };

/** How often a command is planned and written when concurrent writes make it stale. */
const ATTEMPTS = 3;

/**
 * Adds a task. Under an idempotency key of the scope that was used before, it writes nothing and returns
 * the task of the first run.
 * Throws `Invalid` when the fields contradict each other or the parent cannot be one, and `KeyReused`.
 */
export async function createTask(
	scope: Scope,
	fields: NewTask,
): Promise<CommandResult & { task: Task }> {
	const { changeId = newId(), digest } = scope.idempotency ?? {};
	const draft = toDraft(scope, fields);
	const [tree, earlier] = await Promise.all([
		draft.parentId === null ? [] : listTaskTrees(scope.db, scope.userId, [draft.parentId]),
		// Usually the failing write detects a repetition. Here it costs no trip to ask before: one is made
		// anyway, for the parent or for the check of the credentials.
		digest === undefined ? null : findEarlierRun(scope, changeId),
	]);
	if (earlier && hasExpired(earlier, scope.now)) {
		const idempotency = { changeId: nextChangeId(earlier), digest };
		return createTask({ ...scope, idempotency }, fields);
	}
	if (earlier) return withTask(replay(earlier, digest));
	if (draft.parentId !== null) checkParent(draft, tree);
	const summary = `Added ${quoted(draft.title)}`;
	const result = await runIdempotent(scope, async () => {
		const edits = [{ before: null, after: draft }];
		const { taskIds } = await commitChange(scope, { id: changeId, summary, digest, edits });
		return { changeId, summary, task: { ...draft, id: taskIds[0] as number } };
	});
	return withTask(result);
}

/** A task as it is before it is written, with what follows from the fields that were given. */
function toDraft(scope: Scope, fields: NewTask): UnnumberedTask {
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
	const draft = normalizeTask(scope, { ...given, completedAt });
	if (draft.recurrence && draft.due) checkRule(draft.recurrence, draft.due);
	return { ...draft, series: newSeries(draft) };
}

function withTask({ task, ...result }: CommandResult & { task: Task | null }) {
	if (!task) throw new Error(`Change ${result.changeId} made no task.`);
	return { ...result, task };
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
): Promise<TaskCommandResult> {
	return toTaskResult(
		await act(scope, [id], { type: "update", changes, range }, expectedVersion),
		id,
	);
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
): Promise<TaskCommandResult> {
	return toTaskResult(await act(scope, [id], { type: "complete" }, expectedVersion), id);
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
): Promise<TaskCommandResult> {
	return toTaskResult(await act(scope, [id], { type: "skip" }, expectedVersion), id);
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
): Promise<TaskCommandResult> {
	return toTaskResult(await act(scope, [id], { type: "reopen" }, expectedVersion), id);
}

/** Deletes a task and its subtasks. Throws `NotFound`, or `VersionMismatch`. */
export async function deleteTask(
	scope: Scope,
	id: number,
	{ expectedVersion }: Expected = {},
): Promise<CommandResult> {
	const done = await act(scope, [id], { type: "delete" }, expectedVersion);
	if (done.missing.length > 0) throw taskNotFound(id);
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
): Promise<CommandResult & { affected: number; missing: number[] }> {
	const { tasks: _, next: __, missing, ...done } = await act(scope, ids, action);
	return { ...done, missing, affected: new Set(ids).size - missing.length };
}

/** What `act` did. `tasks`: the trees of the named tasks after it. */
type ActionResult = CommandResult & { tasks: Task[]; missing: number[]; next: Task | null };

function toTaskResult({ tasks, missing: _, ...done }: ActionResult, id: number): TaskCommandResult {
	const task = tasks.find((candidate) => candidate.id === id);
	if (!task) throw taskNotFound(id);
	return { ...done, task };
}

async function act(
	scope: Scope,
	ids: number[],
	action: TaskAction,
	expectedVersion?: number | number[],
): Promise<ActionResult> {
	const parentIds =
		action.type === "update" && action.changes.parentId ? [action.changes.parentId] : [];
	for (let attempt = 1; ; attempt += 1) {
		const [tree, successors] = await Promise.all([
			listTaskTrees(scope.db, scope.userId, [...ids, ...parentIds]),
			hasSuccessors(action) ? listSuccessors(scope.db, scope.userId, ids) : [],
		]);
		const { named } = partitionTree(tree, ids);
		const missing = [...new Set(ids)].filter((id) => !named.some((task) => task.id === id));
		if (expectedVersion !== undefined) checkVersion(named[0], expectedVersion);

		const edits = planEdits(scope, { named, tree, successors }, action);
		const tasks = tree.map((task) => editedTask(edits, task) ?? task);
		const affected = tasks.filter((task) => ids.includes(task.id));
		const summary = summarizeAction(action.type, affected);
		const changeId = edits.length === 0 ? null : (scope.idempotency?.changeId ?? newId());
		try {
			const written = changeId && (await commitChange(scope, { id: changeId, summary, edits }));
			const next = nextOf(affected, edits, written ? written.taskIds : [], successors);
			const note = seriesNote(action.type, named, edits, next, nowIn(scope.timeZone, scope.now));
			return { changeId, summary, note, tasks, missing, next };
		} catch (error) {
			if (!(error instanceof StaleChange)) throw error;
			if (attempt === ATTEMPTS) {
				throw new Conflict("This is being changed from elsewhere just now. Try again.");
			}
		}
	}
}

/** Whether an action may generate or remove the next tasks of series, so that these have to be read. */
function hasSuccessors(action: TaskAction) {
	if (action.type === "update") return action.changes.status !== undefined;
	return ["complete", "reopen", "continue"].includes(action.type);
}

/** The open task of the series of a completed task: just generated, or there before. Null for several tasks. */
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

function taskNotFound(id: number) {
	return new NotFound(`There is no task ${id}.`);
}
