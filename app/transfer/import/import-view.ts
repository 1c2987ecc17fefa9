/** An import as pages show it. Safe in the browser. */

export type ImportView = {
	id: string;
	fileName: string;
	/** In words; null where it was not recognised. */
	format: string | null;
	state: "reading" | "ready" | "importing" | "imported" | "undoing" | "undone";
	total: number;
	imported: number;
	duplicates: number;
	ignored: number;
	errors: number;
	at: { label: string; datetime: string };
	/** It has stood still for so long that nobody is working on it any more. */
	isStalled: boolean;
};

/** What there is to say about a line of the file. */
export type ImportNote = {
	line: number;
	kind: "error" | "skipped" | "note";
	title: string | null;
	message: string;
};

export const NOTES_PER_PAGE = 50;

/** "1 task", "12,000 tasks". */
export function formatCount(count: number, one: string, many = `${one}s`): string {
	return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}
