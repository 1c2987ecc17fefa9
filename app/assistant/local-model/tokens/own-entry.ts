/**
 * The entry of a word table; undefined where it has none. What users type may be the name of a
 * property that every object inherits: `table["constructor"]` is a function.
 */
export function ownEntry<Value>(table: Record<string, Value>, word: string): Value | undefined {
	return Object.hasOwn(table, word) ? table[word] : undefined;
}
