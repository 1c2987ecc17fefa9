import type { SlotValues } from "#app/assistant/local-model/intent/slot-values.ts";
import type { Utterance } from "./utterance.ts";

/**
 * The language that rules are written in. A pattern is words; `(a|b c)` is a choice, `?` behind
 * something makes it optional, `<done>` is one of the `FRAGMENTS`, and `{date}` is a slot: words that
 * its parser makes something of.
 */

export type Pattern = {
	nodes: Node[];
	/** What it can begin with; null for anything. */
	firsts: Set<string> | null;
};

type Node =
	| { type: "word"; word: string }
	| { type: "slot"; name: string }
	| { type: "choice"; options: Node[][] };

/** These take as much as they can, since less of the words would mean something else. */
const GREEDY = new Set([
	"date",
	"day",
	"span",
	"rule",
	"reminder",
	"numbers",
	"positions",
	"tags",
	"last",
]);

const SYNTAX = /\{(\w+)\}|<([\w-]+)>|[()|?]|[^\s()|?{}<>]+/g;

/** Parses a pattern. Throws for one that is no pattern: a mistake in a table. */
export function compilePattern(source: string, fragments: Record<string, string> = {}): Pattern {
	const nodes = parse(source, fragments);
	const { words, isEmpty } = firstWords(nodes);
	return { nodes, firsts: isEmpty ? null : words };
}

/** The words that nodes can begin with (null for any), and whether they can be none at all. */
function firstWords(nodes: Node[]): { words: Set<string> | null; isEmpty: boolean } {
	const words = new Set<string>();
	for (const node of nodes) {
		if (node.type === "slot") return { words: null, isEmpty: false };
		if (node.type === "word") return { words: words.add(node.word), isEmpty: false };
		const options = node.options.map(firstWords);
		for (const option of options) {
			if (option.words === null) return { words: null, isEmpty: false };
			for (const word of option.words) words.add(word);
		}
		if (!options.some(({ isEmpty }) => isEmpty)) return { words, isEmpty: false };
	}
	return { words, isEmpty: true };
}

function parse(source: string, fragments: Record<string, string>): Node[] {
	const symbols = [...source.matchAll(SYNTAX)];
	let at = 0;
	const parseOptions = (): Node[][] => {
		const options: Node[][] = [[]];
		for (; at < symbols.length; at += 1) {
			const [symbol = "", slot, fragment] = symbols[at] ?? [];
			const nodes = options.at(-1) ?? [];
			// Of two that both fit, the longer says more: "wipe out" before "wipe".
			if (symbol === ")") return options.toSorted((a, b) => b.length - a.length);
			if (symbol === "|") options.push([]);
			else if (symbol === "?") {
				const last = nodes.pop();
				if (!last) throw new Error(`Nothing is optional in "${source}".`);
				nodes.push({ type: "choice", options: [[last], []] });
			} else if (symbol === "(") {
				at += 1;
				nodes.push({ type: "choice", options: parseOptions() });
			} else if (slot) nodes.push({ type: "slot", name: slot });
			else if (fragment) {
				const words = fragments[fragment];
				if (words === undefined) throw new Error(`There is no fragment <${fragment}>.`);
				nodes.push({ type: "choice", options: [parse(words, fragments)] });
			} else nodes.push({ type: "word", word: symbol });
		}
		return options;
	};
	const options = parseOptions();
	return options.length === 1 ? (options[0] ?? []) : [{ type: "choice", options }];
}

/** What the slots of a pattern stand for where it covers all tokens of a range; null where not. */
export function matchWhole(
	pattern: Pattern,
	utterance: Utterance,
	from: number,
	to: number,
): Partial<SlotValues> | null {
	if (!canBegin(pattern, utterance, from)) return null;
	return matchFrom({ utterance, to }, pattern.nodes, 0, from, {}, (at, bound) =>
		at === to ? bound : null,
	);
}

/** The beginnings from a token on that a pattern covers: where each ends, and its slots. */
export function matchPrefixes(
	pattern: Pattern,
	utterance: Utterance,
	from: number,
	to: number,
): Map<number, Partial<SlotValues>> {
	const starts = new Map<number, Partial<SlotValues>>();
	if (!canBegin(pattern, utterance, from)) return starts;
	matchFrom({ utterance, to }, pattern.nodes, 0, from, {}, (end, slots) => {
		if (end > from && !starts.has(end)) starts.set(end, slots);
		return null;
	});
	return starts;
}

function canBegin({ firsts }: Pattern, { tokens }: Utterance, from: number): boolean {
	return firsts === null || firsts.has(tokens[from]?.word ?? "");
}

type Run = { utterance: Utterance; to: number };
type Continuation = (at: number, bound: Partial<SlotValues>) => Partial<SlotValues> | null;

/** Tries the nodes from the `index`th on at a token, and `then` behind them. */
function matchFrom(
	run: Run,
	nodes: Node[],
	index: number,
	at: number,
	bound: Partial<SlotValues>,
	then: Continuation,
): Partial<SlotValues> | null {
	const node = nodes[index];
	if (!node) return then(at, bound);
	const go = (next: number, more: Partial<SlotValues>) =>
		matchFrom(run, nodes, index + 1, next, more, then);
	switch (node.type) {
		case "word": {
			const token = run.utterance.tokens[at];
			if (at >= run.to || !token || token.quoted || token.word !== node.word) return null;
			return go(at + 1, bound);
		}
		case "choice": {
			for (const option of node.options) {
				const found = matchFrom(run, option, 0, at, bound, go);
				if (found) return found;
			}
			return null;
		}
		case "slot":
			for (const end of slotEnds(node.name, at, run.to)) {
				const name = node.name as keyof SlotValues;
				const value = run.utterance.parseSlot(name, at, end);
				if (value === null) continue;
				const found = go(end, { ...bound, [name]: value });
				if (found) return found;
			}
			return null;
	}
}

function slotEnds(name: string, at: number, to: number): number[] {
	const lengths = Array.from({ length: Math.max(0, to - at) }, (_, index) => at + index + 1);
	return GREEDY.has(name) ? lengths.reverse() : lengths;
}
