/** Positions in a list, as people say them: "first", "the last two", "1st and 3rd". */

import type { ListPositions } from "#app/assistant/local-model/intent/target.ts";
import { ownEntry } from "#app/assistant/local-model/tokens/own-entry.ts";
import { parseNumberWord } from "#domain/language/single-words.ts";

const ORDINALS = [
	"first",
	"second",
	"third",
	"fourth",
	"fifth",
	"sixth",
	"seventh",
	"eighth",
	"ninth",
	"tenth",
];
const FROM_END: Record<string, number> = {
	last: -1,
	bottom: -1,
	final: -1,
	latest: -1,
	penultimate: -2,
};

/** Positions counted from 0, or from the end by negative numbers; null for other words. */
export function parsePositions(words: string[]): ListPositions | null {
	const [first = "", second = "", third = "", fourth = ""] = words;
	const rest = words.slice(1);
	const count = rest.length === 1 ? countOf(second) : null;
	if (count !== null && (/^(?:first|top|upper)$/.test(first) || Object.hasOwn(FROM_END, first))) {
		const positions = Array.from({ length: count }, (_, index) => index);
		return Object.hasOwn(FROM_END, first)
			? positions.map((position) => position - count)
			: positions;
	}
	if (
		words.length === 3 &&
		/^(?:first|last)$/.test(first) &&
		second === "couple" &&
		third === "of"
	) {
		return first === "first" ? [0, 1] : [-2, -1];
	}
	// "second to last", "second last", "next to last".
	if (words.at(-1) === "last" && words.length > 1 && !words.includes("and")) {
		const back = /^next$/.test(first) ? 1 : positionOf(first);
		if (back !== null && (second === "last" || second === "to" || fourth === "last"))
			return [-1 - back];
	}
	const positions: ListPositions = [];
	for (const word of words) {
		if (/^(?:and|&|the|,)$/.test(word)) continue;
		const position = positionOf(word);
		if (position === null) return null;
		positions.push(position);
	}
	return positions.length > 0 ? positions : null;
}

/** The items at those positions; null where the list is too short. */
export function itemsAt<Item>(items: Item[], positions: ListPositions): Item[] | null {
	const found = positions.map((position) => items.at(position));
	const inside = positions.every(
		(position) => position < items.length && position >= -items.length,
	);
	return inside ? [...new Set(found.filter((item) => item !== undefined))] : null;
}

function positionOf(word: string): number | null {
	const ordinal = ORDINALS.indexOf(word);
	if (ordinal >= 0) return ordinal;
	const [, digits] = /^(\d{1,2})(?:st|nd|rd|th)$/.exec(word) ?? [];
	if (digits !== undefined) return Number(digits) - 1;
	if (word === "top" || word === "former") return 0;
	if (word === "latter") return -1;
	return ownEntry(FROM_END, word) ?? null;
}

function countOf(word: string): number | null {
	return parseNumberWord(word) ?? (/^[1-9]\d?$/.test(word) ? Number(word) : null);
}
