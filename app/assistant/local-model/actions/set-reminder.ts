import type { KnownTask } from "#app/assistant/local-model/context/known-task.ts";
import type { AddTaskInput, Intent } from "#app/assistant/local-model/intent/intent.ts";
import { type Action, type ActionContext, callTool } from "./action.ts";
import { addTasks } from "./add-tasks.ts";
import { findTargets } from "./find-targets.ts";
import { boldTitle, failureText, withoutTimeZone } from "./format-answer.ts";

/** Sets a reminder; what is not there yet is added with it. */
export function* setReminder(
	intent: Extract<Intent, { kind: "remind" }>,
	context: ActionContext,
): Action {
	const { target, reminder, task } = intent;
	const found = yield* findTargets(target, context, {
		status: "pending",
		toIntent: (named) => ({ kind: "remind", target: named, reminder }),
	});
	if ("answer" in found) {
		const isNew = task !== undefined && !found.answer.parseReply;
		return isNew ? yield* addWithReminder(task, context) : found.answer;
	}
	const [first, ...more] = found.tasks;
	if (!first) return { text: "There is no such task. Nothing was changed." };
	if (more.length > 0)
		return { text: "I can set a reminder for one task at a time. For which one?" };
	const when = "at" in reminder ? { at: reminder.at } : { minutes_before: reminder.minutesBefore };
	const outcome = yield* callTool("set_reminder", { task_id: first.task_id, ...when });
	const result = outcome.result as KnownTask & { remind_at_in_words?: string };
	return {
		text:
			failureText(outcome) ??
			`I will remind you of ${boldTitle(result.title, first.task_id)} on ${withoutTimeZone(result.remind_at_in_words)}.`,
	};
}

function addWithReminder(task: AddTaskInput, context: ActionContext): Action {
	return addTasks({ kind: "add", tasks: [task] }, context);
}
