import type { KnownTask } from "#app/assistant/local-model/context/known-task.ts";
import { bestTitleMatches, contentWords } from "#app/assistant/local-model/context/match-title.ts";
import type { Intent } from "#app/assistant/local-model/intent/intent.ts";
import type { Target } from "#app/assistant/local-model/intent/target.ts";
import { resolveDue } from "#app/assistant/local-model/parse/resolve-due.ts";
import { type Action, type ActionContext, callTool } from "./action.ts";
import { addTasks } from "./add-tasks.ts";
import { askWhich, listTasks } from "./find-targets.ts";
import { boldTitle, failureText, withoutTimeZone } from "./format-answer.ts";

/** Moves the open task that has those words, or adds one where there is none. */
export function* scheduleTask(
	intent: Extract<Intent, { kind: "schedule" }>,
	context: ActionContext,
): Action {
	const { target, when, task } = intent;
	const words = target.by === "words" ? target.words : task.title;
	const found = yield* listTasks({ query: contentWords(words).join(" "), status: "pending" });
	if ("answer" in found) return found.answer;
	const [only, ...others] = bestTitleMatches(found.tasks, words);
	if (!only) return yield* addTasks({ kind: "add", tasks: [task] }, context);
	if (others.length > 0) {
		const again = (named: Target): Intent => ({
			kind: "change",
			target: named,
			change: { field: "due", when },
		});
		return askWhich([only, ...others], again, context).answer;
	}
	const due_date = resolveDue(when, only.due_date?.slice(0, 19) ?? null, context.moment);
	const outcome = yield* callTool("update_task", { task_id: only.task_id, due_date });
	const result = outcome.result as KnownTask;
	return {
		text:
			failureText(outcome) ??
			`Moved ${boldTitle(only.title)} to ${withoutTimeZone(result.due_in_words)}.`,
	};
}
