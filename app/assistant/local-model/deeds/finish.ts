import type { Known, Outcome } from "../conversation.ts";
import { type Answer, call, type Deed, type Situation } from "../deed.ts";
import type { Intent } from "../intent.ts";
import { contentWords } from "../match.ts";
import { bold, counted, day, failure, listed } from "../words.ts";
import { find, look, type Purpose } from "./find.ts";

type Finish = Extract<Intent, { kind: "complete" | "reopen" | "delete" }>;

const TOOLS = { complete: "complete_task", reopen: "reopen_task", delete: "delete_task" };
const DONE = { complete: "Completed", reopen: "Reopened", delete: "Deleted" };
const NONE = {
	complete: "There is nothing open to complete there.",
	reopen: "There is nothing completed to reopen there.",
	delete: "There is nothing to delete there.",
};

/** Completes, reopens or deletes: one task by its own tool, several as one change. */
export function* finish(intent: Finish, situation: Situation): Deed {
	const { kind, target } = intent;
	const purpose: Purpose = {
		status: kind === "reopen" ? "completed" : "pending",
		again: (named) => ({ kind, target: named }),
	};
	const found = yield* find(target, situation, purpose);
	if ("answer" in found)
		return kind === "reopen" ? yield* openAlready(intent, found.answer) : found.answer;
	const [first, ...more] = found.tasks;
	if (!first) return { text: NONE[kind] };
	if (more.length > 0) return several(kind, found.tasks, yield* bulk(kind, found.tasks));
	return single(kind, first, yield* call(TOOLS[kind], { task_id: first.task_id }));
}

/** Nothing completed has those words; what is open needs no reopening. */
function* openAlready({ target }: Finish, otherwise: Answer): Deed {
	if (otherwise.accept || target.by !== "words") return otherwise;
	const found = yield* look({ query: contentWords(target.words).join(" "), status: "pending" });
	if ("answer" in found) return found.answer;
	const [only, ...others] = found.tasks;
	return only && others.length === 0 ? { text: `${bold(only.title)} is open.` } : otherwise;
}

function bulk(action: string, tasks: Known[]): Deed<Outcome> {
	return call("bulk_update_tasks", { task_ids: tasks.map(({ task_id }) => task_id), action });
}

function single(kind: Finish["kind"], known: Known, outcome: Outcome): Answer {
	const failed = failure(outcome);
	if (failed !== null) return { text: failed };
	const {
		title = known.title,
		already,
		next,
		summary,
	} = outcome.result as Known & {
		already?: boolean;
		next?: Known;
		summary?: string;
	};
	if (title === undefined && summary) return { text: `${quotedBold(summary)}.` };
	const what = bold(title, known.task_id);
	if (already)
		return { text: `${what} was ${kind === "complete" ? "completed" : "open"} already.` };
	const goesOn = next?.due_in_words
		? ` It comes again ${day(next.due_in_words)} (task ${next.task_id}).`
		: "";
	return { text: `${DONE[kind]} ${what}.${goesOn}` };
}

function several(kind: Finish["kind"], tasks: Known[], outcome: Outcome): Answer {
	const failed = failure(outcome);
	if (failed !== null) return { text: failed };
	const { affected, missing = [] } = outcome.result as { affected: number; missing?: number[] };
	const there = tasks.filter(({ task_id }) => !missing.includes(task_id));
	const names =
		there.length <= 5 ? `: ${listed(there.map((task) => bold(task.title, task.task_id)))}` : "";
	const gone = missing.length > 0 ? ` There is no task ${listed(missing.map(String))}.` : "";
	return { text: `${DONE[kind]} ${counted(affected)}${names}.${gone}` };
}

/** “Milk” of a summary, as titles look in answers. */
export function quotedBold(summary: string): string {
	return summary.replace(/“([\s\S]*)”/, (_, title: string) => bold(title));
}
