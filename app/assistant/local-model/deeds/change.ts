import { PRIORITIES, type Priority } from "#domain/task/task.ts";
import type { Known, Outcome } from "../conversation.ts";
import { type Answer, call, type Deed, type Situation } from "../deed.ts";
import type { Change, Intent } from "../intent.ts";
import { dueFrom, shifted } from "../when.ts";
import { bold, counted, dateWords, day, failure, listed, plain } from "../words.ts";
import { find } from "./find.ts";

type Arguments = Record<string, unknown>;

/** Changes something about a task, or the same about several. */
export function* change(intent: Extract<Intent, { kind: "change" }>, situation: Situation): Deed {
	const { target, change: what } = intent;
	if (what.field === "due" && what.when?.impossible) return { text: NO_SUCH_DATE };
	const found = yield* find(target, situation, {
		status: "pending",
		again: (named) => ({ ...intent, target: named }),
	});
	if ("answer" in found) return found.answer;
	const [first, ...more] = found.tasks;
	if (!first) return { text: "There is no such task. Nothing was changed." };
	if (more.length > 0) return yield* changeSeveral(found.tasks, what, situation);

	const task = needsOld(what) && first.title === undefined ? yield* read(first) : first;
	if ("answer" in task) return task.answer;
	const outcome = yield* call("update_task", {
		task_id: first.task_id,
		...argumentsOf(what, task, situation),
	});
	const failed = failure(outcome);
	return { text: failed ?? told(what, outcome.result as Known & { status: string }, first) };
}

const NO_SUCH_DATE = "There is no such date. Nothing was changed.";

function* changeSeveral(tasks: Known[], what: Change, situation: Situation): Deed {
	const task_ids = tasks.map(({ task_id }) => task_id);
	if (
		what.field === "title" ||
		what.field === "description" ||
		(what.field === "tags" && what.remove)
	) {
		return { text: "I can do that to one task at a time. Which one?" };
	}
	if (what.field === "tags" && what.add) {
		let outcome: Outcome | null = null;
		for (const tag of what.add) {
			outcome = yield* call("bulk_update_tasks", { task_ids, action: "add_tag", tag });
			const failed = failure(outcome);
			if (failed !== null) return { text: failed };
		}
		return toldSeveral(tasks, outcome, what.add.map((tag) => `\\#${plain(tag)}`).join(" "));
	}
	const all = tasks.map((task) => argumentsOf(what, task, situation));
	const [changes] = all;
	const same = all.every((other) => JSON.stringify(other) === JSON.stringify(changes));
	if (!changes || (!same && what.field !== "due")) {
		return {
			text: "They differ too much for that: name one day or priority for all, or change them one by one.",
		};
	}
	const given =
		what.field === "due" && what.when
			? { due_date: dueFrom(what.when, null, situation.moment) }
			: changes;
	const outcome = yield* call("bulk_update_tasks", { task_ids, action: "update", changes: given });
	return toldSeveral(tasks, outcome, inShort(what, given));
}

function toldSeveral(tasks: Known[], outcome: Outcome | null, what: string): Answer {
	const failed = outcome && failure(outcome);
	if (failed) return { text: failed };
	const { affected = tasks.length } = (outcome?.result ?? {}) as { affected?: number };
	const names =
		tasks.length <= 5 ? `: ${listed(tasks.map((task) => bold(task.title, task.task_id)))}` : "";
	return { text: `Changed ${counted(affected)} (${what})${names}.` };
}

function inShort(what: Change, given: Arguments): string {
	if (what.field === "due" || what.field === "shift")
		return typeof given.due_date === "string"
			? `due ${dateWords(given.due_date)}${given.due_date.slice(10, 16).replace("T", ", ")}`
			: "no due date";
	if (what.field === "recurrence") return what.recurrence ?? "no longer repeating";
	if (what.field === "tags" || what.field === "reminders") return `no ${what.field}`;
	return `${given.priority} priority`;
}

/** What depends on how the task is now. */
function needsOld(what: Change): boolean {
	if (what.field === "importance" || what.field === "shift") return true;
	return (
		what.field === "due" &&
		what.when !== null &&
		(what.when.date === null || what.when.time === null)
	);
}

function* read({ task_id }: Known): Deed<Known | { answer: Answer }> {
	const outcome = yield* call("get_task", { task_id });
	const failed = failure(outcome);
	return failed === null ? (outcome.result as Known) : { answer: { text: failed } };
}

function argumentsOf(what: Change, task: Known, { moment }: Situation): Arguments {
	const due = task.due_date?.slice(0, 19) ?? null;
	switch (what.field) {
		case "title":
			return { title: what.title };
		case "description":
			return { description: what.description };
		case "priority":
			return { priority: what.priority };
		case "importance":
			return { priority: stepped(task.priority, what.by) };
		case "due":
			return { due_date: what.when && dueFrom(what.when, due, moment) };
		case "shift":
			return { due_date: shifted(due, what.span, moment) };
		case "recurrence":
			return { recurrence: what.recurrence };
		case "reminders":
			return { reminders: [] };
		case "tags":
			if (what.set) return { tags: what.set };
			return what.add ? { add_tags: what.add } : { remove_tags: what.remove };
	}
}

function stepped(priority: Priority = "medium", by: 1 | -1): Priority {
	const rank = PRIORITIES.indexOf(priority) - by;
	return PRIORITIES[Math.min(Math.max(rank, 0), PRIORITIES.length - 1)] ?? "medium";
}

function told(what: Change, result: Known & { status: string }, before: Known): string {
	const title = bold(result.title ?? before.title, result.task_id);
	if (result.status === "unchanged") return `${title} was so already.`;
	switch (what.field) {
		case "title":
			return before.title
				? `Renamed ${bold(before.title)} to ${title}.`
				: `Task ${result.task_id} is now called ${title}.`;
		case "description":
			return `Noted on ${title}.`;
		case "priority":
		case "importance":
			return `${title} has ${result.priority ?? "medium"} priority now.`;
		case "due":
		case "shift":
			return result.due_in_words
				? `Moved ${title} to ${day(result.due_in_words)}.`
				: `${title} has no due date any more.`;
		case "recurrence":
			return result.repeats
				? `${title} repeats ${result.repeats} now${result.due_in_words ? `, next ${day(result.due_in_words)}` : ""}.`
				: `${title} does not repeat any more.`;
		case "reminders":
			return `${title} has no reminders any more.`;
		case "tags": {
			const { tags = [] } = result;
			if (tags.length === 0) return `${title} has no tags any more.`;
			return `${title} is tagged ${tags.map((tag) => `\\#${plain(tag)}`).join(" ")} now.`;
		}
	}
}
