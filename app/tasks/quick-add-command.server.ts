import { createHash } from "node:crypto";
import { createTask } from "./commands.server.ts";
import type { Scope } from "./scope.server.ts";
import { quickAddFields } from "./task-forms.server.ts";

type QuickAdd = {
	text: string;
	/** The same key with the same text adds one task, however often it comes. */
	key?: string;
	parentId?: number;
};

/** Adds the task that a quick-add text describes. Throws `Invalid` with the path "text". */
export function quickAdd(scope: Scope, { text, key, parentId = undefined }: QuickAdd) {
	const fields = { ...quickAddFields(text, scope), parentId };
	// The text is part of it: going back to a page and adding something else is not a repetition.
	return createTask(scope, fields, key && changeIdFor(key, text));
}

function changeIdFor(key: string, text: string) {
	const hex = createHash("sha256").update(`${key}\n${text}`).digest("hex");
	return [
		hex.slice(0, 8),
		hex.slice(8, 12),
		`8${hex.slice(13, 16)}`,
		`a${hex.slice(17, 20)}`,
		hex.slice(20, 32),
	].join("-");
}
