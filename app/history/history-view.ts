/** What was done, as the history shows it: worked out on the server. */
import type { FieldChange } from "./field-changes.ts";

export type ChangeView = {
	id: string;
	/** "Completed “Pay rent”" */
	summary: string;
	/** The door it came through, in words; null where that is not known any more. */
	by: string | null;
	at: { label: string; datetime: string };
	/** It was taken back. */
	isUndone: boolean;
	/** How many tasks it touched; the first of them are in `edits`. */
	affected: number;
	edits: EditView[];
	/** What can be done about it, by the value of its button. */
	action: { intent: string; label: "Undo" | "Redo" | "Restore" } | null;
};

export type EditView = {
	taskId: number;
	title: string;
	/** "Changed" */
	verb: string;
	/** The task is still, or again, there. */
	isThere: boolean;
	fields: FieldChange[];
};
