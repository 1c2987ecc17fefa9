import type { SlotValues } from "#app/assistant/local-model/intent/slot-values.ts";
import type { Token } from "#app/assistant/local-model/tokens/tokenize.ts";

/** An utterance as patterns see it. */
export type Utterance = {
	text: string;
	tokens: Token[];
	/** What the tokens from `from` up to `to` mean as such a slot; null for nothing. */
	parseSlot<Name extends keyof SlotValues>(
		name: Name,
		from: number,
		to: number,
	): SlotValues[Name] | null;
};

export type TokenRange = { from: number; to: number };
