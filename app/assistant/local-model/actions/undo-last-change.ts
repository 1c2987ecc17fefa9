import { type Action, callTool } from "./action.ts";
import { boldQuoted, countNoun, failureText } from "./format-answer.ts";

/** Undoes the user's last change, and says which tasks were left out since they changed later. */
export function* undoLastChange(): Action {
	const outcome = yield* callTool("undo");
	const failed = failureText(outcome);
	if (failed !== null) return { text: failed.replace(/ Nothing was changed\.$/, "") };
	const { summary, skipped = [] } = outcome.result as { summary: string; skipped?: number[] };
	const left =
		skipped.length > 0 ? ` ${countNoun(skipped.length)} changed since then, left as they are.` : "";
	return { text: `Undone: ${boldQuoted(summary)}.${left}` };
}
