/** View models of the history, made on the server. */
import type { FieldChange } from "./field-changes.ts";

export type ChangeView = {
	id: string;
	/** "Completed “Pay rent”" */
	summary: string;
	/** The label of the actor; null when its events have expired. */
	by: string | null;
	/** When the server wrote it. */
	at: { label: string; datetime: string };
	/** When it was done, by the clock of a device that was offline then; else null. */
	offlineAt: { label: string; datetime: string } | null;
	/** Whether it was undone. */
	isUndone: boolean;
	/** How many tasks it changed; the first of them are in `edits`. */
	affected: number;
	edits: EditView[];
	/** The button that reverses it; null when nothing can. */
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
