import type { KnownTask } from "#app/assistant/local-model/context/known-task.ts";
import type { ToolOutcome } from "#app/assistant/local-model/context/tool-outcome.ts";
import type { Intent } from "#app/assistant/local-model/intent/intent.ts";
import type { Target } from "#app/assistant/local-model/intent/target.ts";
import { parseReminderReply } from "#app/assistant/local-model/parse/parse-reply.ts";
import { UNAPPROVED_ADDITIONS_MAX } from "#domain/limits.ts";
import type { Action, ActionContext } from "./action.ts";
import { findTargets } from "./find-targets.ts";
import { boldTitle, countNoun, failureText, taskDetails } from "./format-answer.ts";

/** Adds what is to be added, all at once. */
export function* addTasks(
	intent: Extract<Intent, { kind: "add" }>,
	context: ActionContext,
): Action {
	const { tasks, under } = intent;
	if (tasks.length > UNAPPROVED_ADDITIONS_MAX) {
		return {
			text: `These are ${tasks.length} tasks, and I add at most ${UNAPPROVED_ADDITIONS_MAX} at a time. Nothing was added. Send them in parts, or import them from a file in the settings.`,
		};
	}
	let parent: { parent_id?: number } = {};
	if (under) {
		const found = yield* findTargets(under, context, {
			status: "pending",
			toIntent: (named) => ({ ...intent, under: named }),
		});
		if ("answer" in found) {
			// No task of that name, so it is the name of a list: "add a kite under hobbies".
			const isTag = !found.answer.parseReply && under.by === "words" && !/\s/.test(under.words);
			if (!isTag) return found.answer;
			const tagged = tasks.map((task) => ({ ...task, tags: [under.words.toLowerCase()] }));
			return yield* addTasks({ kind: "add", tasks: tagged }, context);
		}
		parent = { parent_id: found.tasks[0]?.task_id };
	}
	const outcomes = yield tasks.map((task) => ({ name: "add_task", input: { ...task, ...parent } }));
	const text = addedText(outcomes);
	const made = outcomes[0]?.result as (KnownTask & { reminders?: string[] }) | null | undefined;
	if (!intent.reminds || !made || made.reminders) return { text };
	const target: Target = { by: "ids", ids: [made.task_id] };
	return {
		text: `${text} When shall I remind you?`,
		parseReply: (reply) => parseReminderReply(reply, target, context.moment),
	};
}

function addedText(outcomes: ToolOutcome[]): string {
	const lines = outcomes.map((outcome) => {
		const failed = failureText(outcome);
		if (failed !== null) return failed;
		const task = outcome.result as KnownTask & { reminders?: string[] };
		return `${boldTitle(task.title)} (task ${task.task_id})${taskDetails(task)}${remindersText(task)}`;
	});
	const [only = ""] = lines;
	if (lines.length === 1) return failureText(outcomes[0] as ToolOutcome) ?? `Added ${only}.`;
	const made = outcomes.filter(({ result }) => result !== null).length;
	return `Added ${countNoun(made)}:\n\n${lines.map((line) => `- ${line}`).join("\n")}`;
}

function remindersText({ reminders = [] }: { reminders?: string[] }): string {
	return reminders.length === 0 ? "" : `, reminder ${reminders.join(", ")}`;
}
