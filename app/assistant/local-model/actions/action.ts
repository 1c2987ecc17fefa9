import type { ToolOutcome } from "#app/assistant/local-model/context/tool-outcome.ts";
import type { Turn } from "#app/assistant/local-model/context/turn.ts";
import type { Intent } from "#app/assistant/local-model/intent/intent.ts";
import type { ReferenceTime } from "#domain/language/reference-time.ts";

/** A tool to be called. */
export type PlannedCall = { name: string; input: Record<string, unknown> };

/** The text that ends a turn. Where it is a question, `parseReply` says what a reply means. */
export type Answer = {
	text: string;
	/** Null for a reply that is no answer to it. */
	parseReply?: (reply: string) => Intent | null;
	/** Any words may be an answer, so that commands come first. */
	isOpenEnded?: boolean;
};

/**
 * An intent being carried out: it yields tool calls, is given their outcomes, and returns an answer.
 * The model is called anew for each step and keeps no state in between; so the action is run again
 * from its beginning with the outcomes that the conversation has, up to the next call.
 */
export type Action<Value = Answer> = Generator<PlannedCall[], Value, ToolOutcome[]>;

export type ActionContext = {
	moment: ReferenceTime;
	/** The turn that the intent is from. */
	turn: Turn;
	/** What earlier intents of the same turn have come to. */
	earlierOutcomes: ToolOutcome[];
};

/** One call, and its outcome. */
export function* callTool(name: string, input: Record<string, unknown> = {}): Action<ToolOutcome> {
	const [outcome] = yield [{ name, input }];
	if (!outcome) throw new Error(`No outcome of ${name}.`);
	return outcome;
}
