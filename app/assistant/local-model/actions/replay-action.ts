import type { ToolOutcome } from "#app/assistant/local-model/context/tool-outcome.ts";
import type { Action, Answer, PlannedCall } from "./action.ts";

/** Runs an action with the outcomes that there are: its next calls, or the answer it ends with. */
export function replayAction(
	action: Action,
	outcomes: ToolOutcome[],
): { calls: PlannedCall[] } | { answer: Answer } {
	let at = 0;
	for (let next = action.next(); ; ) {
		if (next.done) return { answer: next.value };
		const calls = next.value;
		const got = outcomes.slice(at, at + calls.length);
		if (got.length === 0) return { calls };
		if (got.length < calls.length || calls.some(({ name }, index) => got[index]?.name !== name)) {
			return { answer: { text: "Something came in between. Please say that again." } };
		}
		at += calls.length;
		next = action.next(got);
	}
}
