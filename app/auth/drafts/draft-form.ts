import { isSecretField } from "#app/core/submitted-fields.ts";
import { parseTaskIntent } from "#domain/task/intents.ts";

/**
 * Which forms are kept when their session has ended: those of tasks, but for deleting. Everything else
 * has to be asked for again by somebody who is signed in, since a click on "Send it now" must not do
 * more than its page can say.
 */

export type DraftFields = [name: string, value: string][];

/** Where forms are kept from: a list of tasks, or the page of one. */
export const DRAFT_PATH = /^\/tasks(?:\/(\d{1,15}))?$/;

/**
 * What scripts add for themselves: the draft is sent on as a plain form. The others belong to forms that
 * are not kept, and here they would have an effect that the page does not show.
 */
const DROPPED = new Set(["stay", "reading", "back", "change", "chat", "session", "undo"]);

/**
 * The form to keep, with the numbers of the tasks that it would change; null for one that is not kept.
 * `path` is where it was sent to.
 */
export function toDraft(
	path: string,
	submitted: DraftFields,
): { fields: DraftFields; taskIds: number[] } | null {
	const page = DRAFT_PATH.exec(path);
	const named = submitted.flatMap(([name, value]) => (name === "intent" ? [value] : []));
	const intent = parseTaskIntent(named[0]);
	if (!page || !intent || named.length > 1 || intent.verb === "delete") return null;
	const fields = submitted.filter(([name]) => !DROPPED.has(name) && !isSecretField(name));
	const idsIn = (field: string) =>
		fields.flatMap(([name, value]) => (name === field ? [Number(value)] : []));
	const ids = {
		new: idsIn("parentId"),
		page: [Number(page[1])],
		numbered: [intent.taskId ?? Number.NaN],
		selected: idsIn("selected"),
	}[intent.target];
	// A number that is none, or a selection of nothing, is refused when it is sent: there is nothing to keep.
	if (!ids.every(Number.isSafeInteger)) return null;
	if (intent.target === "selected" && ids.length === 0) return null;
	return { fields, taskIds: [...new Set(ids)] };
}
