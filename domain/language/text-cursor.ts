/** Parsing a text from left to right. */

import { LIST_SEPARATOR } from "./date-vocabulary.ts";

/** A place in a text, moved on by what is parsed. */
export type Cursor = { text: string; at: number };

const SEPARATOR = sticky(LIST_SEPARATOR);

/** Matches a sticky pattern at the cursor and moves the cursor behind it; null, and no move, for no match. */
export function take(cursor: Cursor, pattern: RegExp): RegExpExecArray | null {
	pattern.lastIndex = cursor.at;
	const match = pattern.exec(cursor.text);
	if (match) cursor.at = pattern.lastIndex;
	return match;
}

/** A pattern for `take`: it matches at the cursor only, whatever the case of letters. */
export function sticky(source: string): RegExp {
	return new RegExp(source, "iuy");
}

/** Parses items with separators (comma, "and") between; a separator that no item follows is not parsed. */
export function parseList<Item>(
	cursor: Cursor,
	parseItem: () => Item | null,
	separator = SEPARATOR,
): Item[] {
	const items: Item[] = [];
	for (let end = cursor.at; ; end = cursor.at) {
		if (items.length > 0 && !take(cursor, separator)) return items;
		const item = parseItem();
		if (item === null) {
			cursor.at = end;
			return items;
		}
		items.push(item);
	}
}
