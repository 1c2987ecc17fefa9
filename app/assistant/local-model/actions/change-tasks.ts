import type { KnownTask } from "#app/assistant/local-model/context/known-task.ts";
import type { ToolOutcome } from "#app/assistant/local-model/context/tool-outcome.ts";
import type { FieldChange, Intent } from "#app/assistant/local-model/intent/intent.ts";
import { resolveDue, shiftDue } from "#app/assistant/local-model/parse/resolve-due.ts";
import { PRIORITIES, type Priority } from "#domain/task/task.ts";
import { type Action, type ActionContext, type Answer, callTool } from "./action.ts";
import { findTargets } from "./find-targets.ts";
import {
	boldTitle,
	countNoun,
	escapeMarkdown,
	failureText,
	formatDate,
	joinWithAnd,
	withoutTimeZone,
} from "./format-answer.ts";

type UpdateInput = Record<string, unknown>;

/** Changes something about a task, or the same about several. */
export function* changeTasks(
	intent: Extract<Intent, { kind: "change" }>,
	context: ActionContext,
): Action {
	const { target, change } = intent;
	if (change.field === "due" && change.when?.impossible) return { text: NO_SUCH_DATE };
	const found = yield* findTargets(target, context, {
		status: "pending",
		toIntent: (named) => ({ ...intent, target: named }),
	});
	if ("answer" in found) return found.answer;
	const [first, ...more] = found.tasks;
	if (!first) return { text: "There is no such task. Nothing was changed." };
	if (more.length > 0) return yield* changeSeveral(found.tasks, change, context);

	const task =
		dependsOnCurrent(change) && first.title === undefined ? yield* getTask(first) : first;
	if ("answer" in task) return task.answer;
	const outcome = yield* callTool("update_task", {
		task_id: first.task_id,
		...toUpdateInput(change, task, context),
	});
	const failed = failureText(outcome);
	return {
		text: failed ?? changedText(change, outcome.result as KnownTask & { status: string }, first),
	};
}

const NO_SUCH_DATE = "There is no such date. Nothing was changed.";

function* changeSeveral(tasks: KnownTask[], change: FieldChange, context: ActionContext): Action {
	const task_ids = tasks.map(({ task_id }) => task_id);
	if (
		change.field === "title" ||
		change.field === "description" ||
		(change.field === "tags" && change.remove)
	) {
		return { text: "I can do that to one task at a time. Which one?" };
	}
	if (change.field === "tags" && change.add) {
		let outcome: ToolOutcome | null = null;
		for (const tag of change.add) {
			outcome = yield* callTool("bulk_update_tasks", { task_ids, action: "add_tag", tag });
			const failed = failureText(outcome);
			if (failed !== null) return { text: failed };
		}
		return severalChangedAnswer(
			tasks,
			outcome,
			change.add.map((tag) => `\\#${escapeMarkdown(tag)}`).join(" "),
		);
	}
	const all = tasks.map((task) => toUpdateInput(change, task, context));
	const [changes] = all;
	const same = all.every((other) => JSON.stringify(other) === JSON.stringify(changes));
	if (!changes || (!same && change.field !== "due")) {
		return {
			text: "They differ too much for that: name one day or priority for all, or change them one by one.",
		};
	}
	const given =
		change.field === "due" && change.when
			? { due_date: resolveDue(change.when, null, context.moment) }
			: changes;
	const outcome = yield* callTool("bulk_update_tasks", {
		task_ids,
		action: "update",
		changes: given,
	});
	return severalChangedAnswer(tasks, outcome, changeInShort(change, given));
}

function severalChangedAnswer(
	tasks: KnownTask[],
	outcome: ToolOutcome | null,
	change: string,
): Answer {
	const failed = outcome && failureText(outcome);
	if (failed) return { text: failed };
	const { affected = tasks.length } = (outcome?.result ?? {}) as { affected?: number };
	const names =
		tasks.length <= 5
			? `: ${joinWithAnd(tasks.map((task) => boldTitle(task.title, task.task_id)))}`
			: "";
	return { text: `Changed ${countNoun(affected)} (${change})${names}.` };
}

function changeInShort(change: FieldChange, given: UpdateInput): string {
	if (change.field === "due" || change.field === "shift")
		return typeof given.due_date === "string"
			? `due ${formatDate(given.due_date)}${given.due_date.slice(10, 16).replace("T", ", ")}`
			: "no due date";
	if (change.field === "recurrence") return change.recurrence ?? "no longer repeating";
	if (change.field === "tags" || change.field === "reminders") return `no ${change.field}`;
	return `${given.priority} priority`;
}

/** What depends on how the task is now. */
function dependsOnCurrent(change: FieldChange): boolean {
	if (change.field === "importance" || change.field === "shift") return true;
	return (
		change.field === "due" &&
		change.when !== null &&
		(change.when.date === null || change.when.time === null)
	);
}

function* getTask({ task_id }: KnownTask): Action<KnownTask | { answer: Answer }> {
	const outcome = yield* callTool("get_task", { task_id });
	const failed = failureText(outcome);
	return failed === null ? (outcome.result as KnownTask) : { answer: { text: failed } };
}

function toUpdateInput(
	change: FieldChange,
	task: KnownTask,
	{ moment }: ActionContext,
): UpdateInput {
	const due = task.due_date?.slice(0, 19) ?? null;
	switch (change.field) {
		case "title":
			return { title: change.title };
		case "description":
			return { description: change.description };
		case "priority":
			return { priority: change.priority };
		case "importance":
			return { priority: stepPriority(task.priority, change.by) };
		case "due":
			return { due_date: change.when && resolveDue(change.when, due, moment) };
		case "shift":
			return { due_date: shiftDue(due, change.span, moment) };
		case "recurrence":
			return { recurrence: change.recurrence };
		case "reminders":
			return { reminders: [] };
		case "tags":
			if (change.set) return { tags: change.set };
			return change.add ? { add_tags: change.add } : { remove_tags: change.remove };
	}
}

function stepPriority(priority: Priority = "medium", by: 1 | -1): Priority {
	const rank = PRIORITIES.indexOf(priority) - by;
	return PRIORITIES[Math.min(Math.max(rank, 0), PRIORITIES.length - 1)] ?? "medium";
}

function changedText(
	change: FieldChange,
	result: KnownTask & { status: string },
	before: KnownTask,
): string {
	const title = boldTitle(result.title ?? before.title, result.task_id);
	if (result.status === "unchanged") return `${title} was so already.`;
	switch (change.field) {
		case "title":
			return before.title
				? `Renamed ${boldTitle(before.title)} to ${title}.`
				: `Task ${result.task_id} is now called ${title}.`;
		case "description":
			return `Noted on ${title}.`;
		case "priority":
		case "importance":
			return `${title} has ${result.priority ?? "medium"} priority now.`;
		case "due":
		case "shift":
			return result.due_in_words
				? `Moved ${title} to ${withoutTimeZone(result.due_in_words)}.`
				: `${title} has no due date any more.`;
		case "recurrence":
			return result.repeats
				? `${title} repeats ${result.repeats} now${result.due_in_words ? `, next ${withoutTimeZone(result.due_in_words)}` : ""}.`
				: `${title} does not repeat any more.`;
		case "reminders":
			return `${title} has no reminders any more.`;
		case "tags": {
			const { tags = [] } = result;
			if (tags.length === 0) return `${title} has no tags any more.`;
			return `${title} is tagged ${tags.map((tag) => `\\#${escapeMarkdown(tag)}`).join(" ")} now.`;
		}
	}
}
