import type { KnownTask } from "#app/assistant/local-model/context/known-task.ts";
import type { Intent } from "#app/assistant/local-model/intent/intent.ts";
import type { ListFilter } from "#app/assistant/local-model/intent/target.ts";
import { type Action, type ActionContext, type Answer, callTool } from "./action.ts";
import { findTargets, listTasks } from "./find-targets.ts";
import {
	boldTitle,
	countNoun,
	escapeMarkdown,
	failureText,
	formatDate,
	joinWithAnd,
	taskDetails,
	taskLines,
	withoutTimeZone,
} from "./format-answer.ts";

/** Lists, or counts, what is asked for. */
export function* answerList(intent: Extract<Intent, { kind: "list" }>): Action {
	const { filter, count, maybeTag } = intent;
	let asked = filter;
	if (maybeTag !== undefined) {
		asked = /\s/.test(maybeTag)
			? { ...filter, query: maybeTag }
			: { ...filter, tag: maybeTag.toLowerCase() };
	}
	let found = yield* listTasks(asked);
	if (
		!("answer" in found) &&
		found.total === 0 &&
		asked.tag !== undefined &&
		maybeTag !== undefined
	) {
		asked = { ...filter, query: maybeTag };
		found = yield* listTasks(asked);
	}
	if ("answer" in found) return found.answer;
	const { tasks, total } = found;
	const what = describeFilter(asked, total);
	if (total === 0) return { text: `You have no ${what}.` };
	const [first] = tasks;
	if (total === 1 && first) return { text: `You have one ${what}:\n\n${taskLines(tasks, total)}` };
	const some =
		asked.limit !== undefined && total > asked.limit
			? `You have ${total} ${what}. The first ${tasks.length}`
			: `You have ${total} ${what}`;
	return {
		text:
			count && total > 10
				? `${some}.`
				: `${some}:\n\n${taskLines(tasks, asked.limit === undefined ? total : tasks.length)}`,
	};
}

/** "open tasks due today, tagged #home". */
function describeFilter(filter: ListFilter, total: number): string {
	const { status, priority, tag, query, due, due_from, due_to } = filter;
	const before = [
		due === "overdue"
			? "overdue"
			: status === "completed"
				? "completed"
				: status === "pending"
					? "open"
					: "",
		priority ? `${priority}-priority` : "",
	].filter(Boolean);
	const span =
		due_from && due_to
			? `due from ${formatDate(due_from)} to ${formatDate(due_to)}`
			: due_from
				? `due from ${formatDate(due_from)}`
				: due_to
					? `due until ${formatDate(due_to)}`
					: "";
	const windows: Record<string, string> = {
		overdue: "",
		today: "due today or before",
		week: "due in the next seven days",
		none: "without a due date",
	};
	const after = [
		due === undefined ? span : (windows[due] ?? `due ${formatDate(due)}`),
		tag ? `tagged \\#${escapeMarkdown(tag)}` : "",
		query ? `with “${escapeMarkdown(query)}”` : "",
	].filter(Boolean);
	const noun = total === 1 ? "task" : "tasks";
	return [...before, noun, after.join(", ")].filter(Boolean).join(" ");
}

/** Tells about one task; of several that fit, the list. */
export function* answerShow(
	intent: Extract<Intent, { kind: "show" }>,
	context: ActionContext,
): Action {
	const { target, aspect } = intent;
	const found = yield* findTargets(target, context, {
		status: "all",
		allowSeveral: true,
		toIntent: (named) => ({ ...intent, target: named }),
	});
	if ("answer" in found) return found.answer;
	const open = found.tasks.filter(({ status }) => status !== "completed");
	// Of a series the open one is meant, unless it is asked whether something was done.
	const tasks = open.length === 1 && aspect === "due" ? open : found.tasks;
	const [first, ...more] = tasks;
	if (!first) return { text: "There is no such task." };
	if (more.length > 0)
		return { text: `I found ${countNoun(tasks.length)}:\n\n${taskLines(tasks)}` };
	if (aspect !== "all" && first.status !== undefined) return { text: dueAndStatusText(first) };
	const outcome = yield* callTool("get_task", { task_id: first.task_id });
	const failed = failureText(outcome);
	if (failed !== null) return { text: failed.replace(" Nothing was changed.", "") };
	const task = outcome.result as KnownTask;
	return aspect === "all"
		? fullAnswer(outcome.result as KnownTask & Details)
		: { text: dueAndStatusText(task) };
}

function dueAndStatusText(task: KnownTask): string {
	const title = boldTitle(task.title, task.task_id);
	if (task.status === "completed") return `${title} is completed.`;
	const when = task.due_in_words
		? ` It ${task.overdue ? "was" : "is"} due ${withoutTimeZone(task.due_in_words)}.`
		: " It has no due date.";
	return `${title} (task ${task.task_id}) is ${task.overdue ? "overdue" : "open"}.${when}`;
}

type Details = {
	description?: string;
	reminders?: string[];
	subtasks?: KnownTask[];
	completed_at?: string;
};

function fullAnswer(task: KnownTask & Details): Answer {
	const { description, reminders = [], subtasks = [] } = task;
	const state = task.status === "completed" ? "completed" : "open";
	const parts = [
		`${boldTitle(task.title, task.task_id)} (task ${task.task_id}) is ${state}${taskDetails(task)}.`,
		reminders.length > 0 ? `Reminders: ${joinWithAnd(reminders)}.` : "",
		description ? `Notes: ${escapeMarkdown(description)}` : "",
		subtasks.length > 0 ? `Subtasks:\n\n${taskLines(subtasks)}` : "",
	];
	return { text: parts.filter(Boolean).join("\n\n") };
}

/** Answers with the figures of get_statistics. */
export function* answerStatistics(): Action {
	const outcome = yield* callTool("get_statistics");
	const failed = failureText(outcome);
	if (failed !== null) return { text: failed };
	const {
		open = 0,
		completed = 0,
		overdue = 0,
		due_today = 0,
		completion_rate = 0,
		open_by_priority = {},
	} = outcome.result as {
		open?: number;
		completed?: number;
		overdue?: number;
		due_today?: number;
		completion_rate?: number;
		open_by_priority?: Record<string, number>;
	};
	const priorities = Object.entries(open_by_priority).map(
		([priority, count]) => `${count} ${priority}`,
	);
	return {
		text: `You have ${countNoun(open, "open task")} and have completed ${completed} (${completion_rate} % of all). ${overdue} overdue, ${due_today} for today${priorities.length > 0 ? `; by priority: ${joinWithAnd(priorities)}` : ""}.`,
	};
}
