import type { Known } from "../conversation.ts";
import { type Answer, call, type Deed, type Situation } from "../deed.ts";
import type { Intent, ListFilter } from "../intent.ts";
import { about, bold, counted, dateWords, day, failure, lines, listed, plain } from "../words.ts";
import { find, look } from "./find.ts";
import { quotedBold } from "./finish.ts";

/** Lists, or counts, what is asked for. */
export function* list(intent: Extract<Intent, { kind: "list" }>): Deed {
	const { filter, count, maybeTag } = intent;
	let asked = filter;
	if (maybeTag !== undefined) {
		asked = /\s/.test(maybeTag)
			? { ...filter, query: maybeTag }
			: { ...filter, tag: maybeTag.toLowerCase() };
	}
	let found = yield* look(asked);
	if (
		!("answer" in found) &&
		found.total === 0 &&
		asked.tag !== undefined &&
		maybeTag !== undefined
	) {
		asked = { ...filter, query: maybeTag };
		found = yield* look(asked);
	}
	if ("answer" in found) return found.answer;
	const { tasks, total } = found;
	const what = described(asked, total);
	if (total === 0) return { text: `You have no ${what}.` };
	const [first] = tasks;
	if (total === 1 && first) return { text: `You have one ${what}:\n\n${lines(tasks, total)}` };
	const some =
		asked.limit !== undefined && total > asked.limit
			? `You have ${total} ${what}. The first ${tasks.length}`
			: `You have ${total} ${what}`;
	return {
		text:
			count && total > 10
				? `${some}.`
				: `${some}:\n\n${lines(tasks, asked.limit === undefined ? total : tasks.length)}`,
	};
}

/** "open tasks due today, tagged #home". */
function described(filter: ListFilter, total: number): string {
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
			? `due from ${dateWords(due_from)} to ${dateWords(due_to)}`
			: due_from
				? `due from ${dateWords(due_from)}`
				: due_to
					? `due until ${dateWords(due_to)}`
					: "";
	const windows: Record<string, string> = {
		overdue: "",
		today: "due today or before",
		week: "due in the next seven days",
		none: "without a due date",
	};
	const after = [
		due === undefined ? span : (windows[due] ?? `due ${dateWords(due)}`),
		tag ? `tagged \\#${plain(tag)}` : "",
		query ? `with “${plain(query)}”` : "",
	].filter(Boolean);
	const noun = total === 1 ? "task" : "tasks";
	return [...before, noun, after.join(", ")].filter(Boolean).join(" ");
}

/** Tells about one task; of several that fit, the list. */
export function* show(intent: Extract<Intent, { kind: "show" }>, situation: Situation): Deed {
	const { target, aspect } = intent;
	const found = yield* find(target, situation, {
		status: "all",
		any: true,
		again: (named) => ({ ...intent, target: named }),
	});
	if ("answer" in found) return found.answer;
	const open = found.tasks.filter(({ status }) => status !== "completed");
	// Of a series the open one is meant, unless it is asked whether something was done.
	const tasks = open.length === 1 && aspect === "due" ? open : found.tasks;
	const [first, ...more] = tasks;
	if (!first) return { text: "There is no such task." };
	if (more.length > 0) return { text: `I found ${counted(tasks.length)}:\n\n${lines(tasks)}` };
	if (aspect !== "all" && first.status !== undefined) return { text: inShort(first) };
	const outcome = yield* call("get_task", { task_id: first.task_id });
	const failed = failure(outcome);
	if (failed !== null) return { text: failed.replace(" Nothing was changed.", "") };
	const task = outcome.result as Known;
	return aspect === "all" ? inFull(outcome.result as Known & Details) : { text: inShort(task) };
}

function inShort(task: Known): string {
	const title = bold(task.title, task.task_id);
	if (task.status === "completed") return `${title} is completed.`;
	const when = task.due_in_words
		? ` It ${task.overdue ? "was" : "is"} due ${day(task.due_in_words)}.`
		: " It has no due date.";
	return `${title} (task ${task.task_id}) is ${task.overdue ? "overdue" : "open"}.${when}`;
}

type Details = {
	description?: string;
	reminders?: string[];
	subtasks?: Known[];
	completed_at?: string;
};

function inFull(task: Known & Details): Answer {
	const { description, reminders = [], subtasks = [] } = task;
	const state = task.status === "completed" ? "completed" : "open";
	const parts = [
		`${bold(task.title, task.task_id)} (task ${task.task_id}) is ${state}${about(task)}.`,
		reminders.length > 0 ? `Reminders: ${listed(reminders)}.` : "",
		description ? `Notes: ${plain(description)}` : "",
		subtasks.length > 0 ? `Subtasks:\n\n${lines(subtasks)}` : "",
	];
	return { text: parts.filter(Boolean).join("\n\n") };
}

export function* statistics(): Deed {
	const outcome = yield* call("get_statistics");
	const failed = failure(outcome);
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
		text: `You have ${counted(open, "open task")} and have completed ${completed} (${completion_rate} % of all). ${overdue} overdue, ${due_today} for today${priorities.length > 0 ? `; by priority: ${listed(priorities)}` : ""}.`,
	};
}

export function* undo(): Deed {
	const outcome = yield* call("undo");
	const failed = failure(outcome);
	if (failed !== null) return { text: failed.replace(/ Nothing was changed\.$/, "") };
	const { summary, skipped = [] } = outcome.result as { summary: string; skipped?: number[] };
	const left =
		skipped.length > 0 ? ` ${counted(skipped.length)} changed since then, left as they are.` : "";
	return { text: `Undone: ${quotedBold(summary)}.${left}` };
}
