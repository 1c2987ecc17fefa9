/** Places in a list, as people say them: "first", "the last two", "1st and 3rd". */

import { NUMBER_WORDS } from "#domain/language/date-vocabulary.ts";
import type { Places } from "./intent.ts";

const ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split(" ");
const FROM_END: Record<string, number> = {
	last: -1,
	bottom: -1,
	final: -1,
	latest: -1,
	penultimate: -2,
};

/** Places counted from 0, or from the end by negative numbers; null for other words. */
export function readPlaces(words: string[]): Places | null {
	const [first = "", second = "", third = "", fourth = ""] = words;
	const rest = words.slice(1);
	const count = rest.length === 1 ? countOf(second) : null;
	if (count !== null && (/^(?:first|top|upper)$/.test(first) || first in FROM_END)) {
		const places = Array.from({ length: count }, (_, index) => index);
		return first in FROM_END ? places.map((place) => place - count) : places;
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
		const back = /^next$/.test(first) ? 1 : placeOf(first);
		if (back !== null && (second === "last" || second === "to" || fourth === "last"))
			return [-1 - back];
	}
	const places: Places = [];
	for (const word of words) {
		if (/^(?:and|&|the|,)$/.test(word)) continue;
		const place = placeOf(word);
		if (place === null) return null;
		places.push(place);
	}
	return places.length > 0 ? places : null;
}

/** The items at those places; null where the list is too short. */
export function atPlaces<Item>(items: Item[], places: Places): Item[] | null {
	const found = places.map((place) => items.at(place < 0 ? place : place));
	const inside = places.every((place) => place < items.length && place >= -items.length);
	return inside ? [...new Set(found.filter((item) => item !== undefined))] : null;
}

function placeOf(word: string): number | null {
	const ordinal = ORDINALS.indexOf(word);
	if (ordinal >= 0) return ordinal;
	const [, digits] = /^(\d{1,2})(?:st|nd|rd|th)$/.exec(word) ?? [];
	if (digits !== undefined) return Number(digits) - 1;
	if (word === "top" || word === "former") return 0;
	if (word === "latter") return -1;
	return FROM_END[word] ?? null;
}

function countOf(word: string): number | null {
	const index = NUMBER_WORDS.indexOf(word);
	if (index >= 0) return index + 1;
	return /^[1-9]\d?$/.test(word) ? Number(word) : null;
}
