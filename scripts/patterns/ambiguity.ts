// Whether a regular expression can match one text in a number of ways that doubles with its length.
//
// The expression becomes an automaton whose states are its characters (Glushkov). Two runs of it over
// the same text may part and meet again inside of a loop: then each turn of the loop doubles the number
// of ways, and an engine that backtracks tries them all where the match fails behind it (Weideman et
// al., "Analyzing Matching Time Behavior of Backtracking Regular Expression Matchers", 2016).
import { type CharSet, JS } from "refa";

/** Repetitions are written out up to so many; more count as any number. */
const COPIES_MAX = 8;

type Node = {
	type: string;
	alternatives?: { elements: Node[] }[];
	characters?: CharSet;
	min?: number;
	max?: number;
};
type Part = { isEmpty: boolean; firsts: number[]; lasts: number[] };

class Automaton {
	readonly characters: CharSet[] = [];
	readonly next: Set<number>[] = [];
	readonly #disjoint = new Map<string, boolean>();

	alternatives(options: { elements: Node[] }[]): Part {
		const parts = options.map(({ elements }) => this.#sequence(elements));
		return {
			isEmpty: parts.some(({ isEmpty }) => isEmpty),
			firsts: parts.flatMap(({ firsts }) => firsts),
			lasts: parts.flatMap(({ lasts }) => lasts),
		};
	}

	canBeSame(a: number, b: number): boolean {
		const key = `${a} ${b}`;
		let isDisjoint = this.#disjoint.get(key);
		if (isDisjoint === undefined) {
			const [one, other] = [this.characters[a], this.characters[b]];
			isDisjoint = !one || !other || one.isDisjointWith(other);
			this.#disjoint.set(key, isDisjoint);
		}
		return !isDisjoint;
	}

	#sequence(elements: Node[]): Part {
		return elements
			.map((element) => this.#element(element))
			.reduce((before, part) => this.#join(before, part), EMPTY);
	}

	#element({ type, characters, alternatives = [], min = 0, max = 0 }: Node): Part {
		if (type === "CharacterClass" && characters) {
			const state = this.characters.push(characters) - 1;
			this.next.push(new Set());
			return { isEmpty: false, firsts: [state], lasts: [state] };
		}
		if (type === "Alternation") return this.alternatives(alternatives);
		// What looks around takes nothing of the text.
		if (type !== "Quantifier") return EMPTY;
		let whole = EMPTY;
		const least = Math.min(min, COPIES_MAX);
		for (let copy = 0; copy < least; copy += 1)
			whole = this.#join(whole, this.alternatives(alternatives));
		if (max > COPIES_MAX) {
			const part = this.alternatives(alternatives);
			this.#connect(part.lasts, part.firsts);
			return this.#join(whole, { ...part, isEmpty: true });
		}
		let rest = EMPTY;
		for (let copy = least; copy < max; copy += 1) {
			rest = { ...this.#join(this.alternatives(alternatives), rest), isEmpty: true };
		}
		return this.#join(whole, rest);
	}

	#join(before: Part, after: Part): Part {
		this.#connect(before.lasts, after.firsts);
		return {
			isEmpty: before.isEmpty && after.isEmpty,
			firsts: before.isEmpty ? [...before.firsts, ...after.firsts] : before.firsts,
			lasts: after.isEmpty ? [...before.lasts, ...after.lasts] : after.lasts,
		};
	}

	#connect(from: number[], to: number[]): void {
		for (const state of from) for (const other of to) this.next[state]?.add(other);
	}
}

const EMPTY: Part = { isEmpty: true, firsts: [], lasts: [] };

export function isExponential(source: string, flags: string): boolean {
	const parser = JS.Parser.fromLiteral({ source, flags });
	const { expression } = parser.parse({ backreferences: "disable", assertions: "parse" });
	const automaton = new Automaton();
	automaton.alternatives(expression.alternatives as { elements: Node[] }[]);
	return loopsOf(automaton).some((loop) => isAmbiguous(automaton, loop));
}

/** Whether two runs from one state of a loop part, and meet again in one, over the same text. */
function isAmbiguous(automaton: Automaton, loop: Set<number>): boolean {
	const pairs: [number, number][] = [];
	const seen = new Set<string>();
	const follow = (a: number, b: number): boolean => {
		for (const nextA of automaton.next[a] ?? []) {
			if (!loop.has(nextA)) continue;
			for (const nextB of automaton.next[b] ?? []) {
				if (!loop.has(nextB) || !automaton.canBeSame(nextA, nextB)) continue;
				if (nextA === nextB) {
					if (a !== b) return true;
					continue;
				}
				const key = `${nextA} ${nextB}`;
				if (!seen.has(key)) pairs.push([nextA, nextB]);
				seen.add(key);
			}
		}
		return false;
	};
	for (const state of loop) follow(state, state);
	for (let pair = pairs.pop(); pair; pair = pairs.pop()) if (follow(...pair)) return true;
	return false;
}

/** The states that lead back to themselves, in groups that lead to each other (Tarjan). */
function loopsOf({ next }: Automaton): Set<number>[] {
	const loops: Set<number>[] = [];
	const order = new Map<number, number>();
	const low = new Map<number, number>();
	const stack: number[] = [];
	const visit = (state: number): void => {
		order.set(state, order.size);
		low.set(state, order.get(state) ?? 0);
		stack.push(state);
		for (const other of next[state] ?? []) {
			if (!order.has(other)) visit(other);
			if (stack.includes(other)) {
				low.set(state, Math.min(low.get(state) ?? 0, low.get(other) ?? 0));
			}
		}
		if (low.get(state) !== order.get(state)) return;
		const group = new Set(stack.splice(stack.indexOf(state)));
		if (group.size > 1 || next[state]?.has(state)) loops.push(group);
	};
	for (const state of next.keys()) if (!order.has(state)) visit(state);
	return loops;
}
