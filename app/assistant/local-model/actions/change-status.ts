import type { KnownTask } from "#app/assistant/local-model/context/known-task.ts";
import { contentWords } from "#app/assistant/local-model/context/match-title.ts";
import type { ToolOutcome } from "#app/assistant/local-model/context/tool-outcome.ts";
import type { Intent } from "#app/assistant/local-model/intent/intent.ts";
import { type Action, type ActionContext, type Answer, callTool } from "./action.ts";
import { type FindOptions, findTargets, listTasks } from "./find-targets.ts";
import {
	boldQuoted,
	boldTitle,
	countNoun,
	failureText,
	joinWithAnd,
	withoutTimeZone,
} from "./format-answer.ts";

type StatusIntent = Extract<Intent, { kind: "complete" | "reopen" | "delete" }>;

const TOOLS = { complete: "complete_task", reopen: "reopen_task", delete: "delete_task" };
const DONE = { complete: "Completed", reopen: "Reopened", delete: "Deleted" };
const NONE = {
	complete: "There is nothing open to complete there.",
	reopen: "There is nothing completed to reopen there.",
	delete: "There is nothing to delete there.",
};

/** Completes, reopens or deletes: one task by its own tool, several as one change. */
export function* changeStatus(intent: StatusIntent, context: ActionContext): Action {
	const { kind, target } = intent;
	const options: FindOptions = {
		status: kind === "reopen" ? "completed" : "pending",
		toIntent: (named) => ({ kind, target: named }),
	};
	const found = yield* findTargets(target, context, options);
	if ("answer" in found)
		return kind === "reopen" ? yield* alreadyOpen(intent, found.answer) : found.answer;
	const [first, ...more] = found.tasks;
	if (!first) return { text: NONE[kind] };
	if (more.length > 0)
		return severalAnswer(kind, found.tasks, yield* bulkUpdate(kind, found.tasks));
	return singleAnswer(kind, first, yield* callTool(TOOLS[kind], { task_id: first.task_id }));
}

/** Nothing completed has those words; what is open needs no reopening. */
function* alreadyOpen({ target }: StatusIntent, otherwise: Answer): Action {
	if (otherwise.parseReply || target.by !== "words") return otherwise;
	const found = yield* listTasks({
		query: contentWords(target.words).join(" "),
		status: "pending",
	});
	if ("answer" in found) return found.answer;
	const [only, ...others] = found.tasks;
	return only && others.length === 0 ? { text: `${boldTitle(only.title)} is open.` } : otherwise;
}

function bulkUpdate(action: string, tasks: KnownTask[]): Action<ToolOutcome> {
	return callTool("bulk_update_tasks", { task_ids: tasks.map(({ task_id }) => task_id), action });
}

function singleAnswer(kind: StatusIntent["kind"], known: KnownTask, outcome: ToolOutcome): Answer {
	const failed = failureText(outcome);
	if (failed !== null) return { text: failed };
	const {
		title = known.title,
		already,
		next,
		summary,
	} = outcome.result as KnownTask & {
		already?: boolean;
		next?: KnownTask;
		summary?: string;
	};
	if (title === undefined && summary) return { text: `${boldQuoted(summary)}.` };
	const what = boldTitle(title, known.task_id);
	if (already)
		return { text: `${what} was ${kind === "complete" ? "completed" : "open"} already.` };
	const goesOn = next?.due_in_words
		? ` It comes again ${withoutTimeZone(next.due_in_words)} (task ${next.task_id}).`
		: "";
	return { text: `${DONE[kind]} ${what}.${goesOn}` };
}

function severalAnswer(
	kind: StatusIntent["kind"],
	tasks: KnownTask[],
	outcome: ToolOutcome,
): Answer {
	const failed = failureText(outcome);
	if (failed !== null) return { text: failed };
	const { affected, missing = [] } = outcome.result as { affected: number; missing?: number[] };
	const there = tasks.filter(({ task_id }) => !missing.includes(task_id));
	const names =
		there.length <= 5
			? `: ${joinWithAnd(there.map((task) => boldTitle(task.title, task.task_id)))}`
			: "";
	const gone = missing.length > 0 ? ` There is no task ${joinWithAnd(missing.map(String))}.` : "";
	return { text: `${DONE[kind]} ${countNoun(affected)}${names}.${gone}` };
}
