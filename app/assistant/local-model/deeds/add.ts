import { askedReminder } from "../asked.ts";
import type { Known, Outcome } from "../conversation.ts";
import { call, type Deed, type Situation } from "../deed.ts";
import type { Intent, NewTask, Target } from "../intent.ts";
import { best, contentWords } from "../match.ts";
import { dueFrom } from "../when.ts";
import { about, bold, counted, day, failure } from "../words.ts";
import { find, look, which } from "./find.ts";

/** Adds what is to be added, all at once. */
export function* add(intent: Extract<Intent, { kind: "add" }>, situation: Situation): Deed {
	const { tasks, under } = intent;
	let parent: { parent_id?: number } = {};
	if (under) {
		const found = yield* find(under, situation, {
			status: "pending",
			again: (named) => ({ ...intent, under: named }),
		});
		if ("answer" in found) {
			// No task of that name, so it is the name of a list: "add a kite under hobbies".
			const isTag = !found.answer.accept && under.by === "words" && !/\s/.test(under.words);
			if (!isTag) return found.answer;
			const tagged = tasks.map((task) => ({ ...task, tags: [under.words.toLowerCase()] }));
			return yield* add({ kind: "add", tasks: tagged }, situation);
		}
		parent = { parent_id: found.tasks[0]?.task_id };
	}
	const outcomes = yield tasks.map((task) => ({ name: "add_task", input: { ...task, ...parent } }));
	const text = added(outcomes);
	const made = outcomes[0]?.result as (Known & { reminders?: string[] }) | null | undefined;
	if (!intent.reminds || !made || made.reminders) return { text };
	const target: Target = { by: "ids", ids: [made.task_id] };
	return {
		text: `${text} When shall I remind you?`,
		accept: (reply) => askedReminder(reply, target, situation.moment),
	};
}

function added(outcomes: Outcome[]): string {
	const lines = outcomes.map((outcome) => {
		const failed = failure(outcome);
		if (failed !== null) return failed;
		const task = outcome.result as Known & { reminders?: string[] };
		return `${bold(task.title)} (task ${task.task_id})${about(task)}${reminders(task)}`;
	});
	const [only = ""] = lines;
	if (lines.length === 1) return failure(outcomes[0] as Outcome) ?? `Added ${only}.`;
	const made = outcomes.filter(({ result }) => result !== null).length;
	return `Added ${counted(made)}:\n\n${lines.map((line) => `- ${line}`).join("\n")}`;
}

function reminders({ reminders = [] }: { reminders?: string[] }): string {
	return reminders.length === 0 ? "" : `, reminder ${reminders.join(", ")}`;
}

/** Moves the open task that has those words, or adds one where there is none. */
export function* schedule(
	intent: Extract<Intent, { kind: "schedule" }>,
	situation: Situation,
): Deed {
	const { target, when, task } = intent;
	const words = target.by === "words" ? target.words : task.title;
	const found = yield* look({ query: contentWords(words).join(" "), status: "pending" });
	if ("answer" in found) return found.answer;
	const [only, ...others] = best(found.tasks, words);
	if (!only) return yield* add({ kind: "add", tasks: [task] }, situation);
	if (others.length > 0) {
		const again = (named: Target): Intent => ({
			kind: "change",
			target: named,
			change: { field: "due", when },
		});
		return which([only, ...others], again, situation).answer;
	}
	const due_date = dueFrom(when, only.due_date?.slice(0, 19) ?? null, situation.moment);
	const outcome = yield* call("update_task", { task_id: only.task_id, due_date });
	const result = outcome.result as Known;
	return { text: failure(outcome) ?? `Moved ${bold(only.title)} to ${day(result.due_in_words)}.` };
}

/** Sets a reminder; what is not there yet is added with it. */
export function* remind(intent: Extract<Intent, { kind: "remind" }>, situation: Situation): Deed {
	const { target, reminder, task } = intent;
	const found = yield* find(target, situation, {
		status: "pending",
		again: (named) => ({ kind: "remind", target: named, reminder }),
	});
	if ("answer" in found) {
		const isNew = task !== undefined && !found.answer.accept;
		return isNew ? yield* addReminded(task, situation) : found.answer;
	}
	const [first, ...more] = found.tasks;
	if (!first) return { text: "There is no such task. Nothing was changed." };
	if (more.length > 0)
		return { text: "I can set a reminder for one task at a time. For which one?" };
	const when = "at" in reminder ? { at: reminder.at } : { minutes_before: reminder.minutesBefore };
	const outcome = yield* call("set_reminder", { task_id: first.task_id, ...when });
	const result = outcome.result as Known & { remind_at_in_words?: string };
	return {
		text:
			failure(outcome) ??
			`I will remind you of ${bold(result.title, first.task_id)} on ${day(result.remind_at_in_words)}.`,
	};
}

function addReminded(task: NewTask, situation: Situation): Deed {
	return add({ kind: "add", tasks: [task] }, situation);
}
