import type { Moment } from "#domain/language/date-words.ts";
import type { Outcome, Turn } from "./conversation.ts";
import type { Intent } from "./intent.ts";

/** A tool to be called. */
export type Call = { name: string; input: Record<string, unknown> };

/** What is said in the end. A question says what its answer would mean. */
export type Answer = {
	text: string;
	/** Null for a reply that is no answer to it. */
	accept?: (reply: string) => Intent | null;
	/** Any words may be an answer, so that commands come first. */
	loose?: boolean;
};

/**
 * An intent being carried out: it asks for calls, is given their outcomes, and ends with an answer.
 * The model is asked anew for each step and keeps nothing in between; so it goes through the deed
 * again from its beginning with the outcomes that the conversation has, up to the next call.
 */
export type Deed<Value = Answer> = Generator<Call[], Value, Outcome[]>;

export type Situation = {
	moment: Moment;
	/** The turn that the intent is from. */
	turn: Turn;
	/** What earlier intents of the same turn have come to. */
	done: Outcome[];
};

/** One call, and its outcome. */
export function* call(name: string, input: Record<string, unknown> = {}): Deed<Outcome> {
	const [outcome] = yield [{ name, input }];
	if (!outcome) throw new Error(`No outcome of ${name}.`);
	return outcome;
}
