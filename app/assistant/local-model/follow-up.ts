/** What is only understood behind what was just done: "and high priority", "no, friday 3pm", "done". */

import type { Moment } from "#domain/language/date-words.ts";
import type { Turn } from "./conversation.ts";
import { focusOf } from "./focus.ts";
import type { Intent, Target } from "./intent.ts";
import { withoutPoliteness } from "./politeness.ts";
import { applyRules } from "./rules/rule.ts";
import { VALUE_RULES } from "./rules/value-rules.ts";
import { newInput } from "./slots.ts";

const DONE = /^(?:(?:and|ok|it's|all)\s+)*(?:done|finished|completed|did it|did that)[.!]*$/i;
/** Behind these "today" and "high priority" are more likely to be asked for than said of the task. */
const CHANGES = new Set(["add_task", "update_task", "set_reminder"]);
const ASKED = /\?\s*$|^\s*(?:today|this week|overdue)\s*$/i;

/** The same is meant for another one: "and the second". */
const MORE = /^\s*(?:and|also|plus)\s+/i;
const SAME = new Set(["complete_task", "reopen_task", "delete_task", "update_task"]);

/** Null for words that stand for themselves, and where nothing was said of one task before. */
export function readFollowUp(turn: Turn, moment: Moment): Intent | null {
	const outcomes = turn.previous?.outcomes ?? [];
	const last = outcomes.at(-1)?.name ?? "";
	const input = newInput(turn.text, moment);
	const range = withoutPoliteness(input);
	if (MORE.test(turn.text) && SAME.has(last)) {
		const other = input.read("target", range.from, range.to);
		if (other?.by === "ids" || other?.by === "places") return { kind: "again", target: other };
	}
	const focus = outcomes.length > 0 ? focusOf(turn) : null;
	const [task, ...more] = focus?.tasks ?? [];
	if (!task || more.length > 0 || focus?.listed || ASKED.test(turn.text)) return null;
	const target: Target = { by: "ids", ids: [task.task_id] };
	if (DONE.test(turn.text.trim()))
		return last === "complete_task" ? null : { kind: "complete", target };
	if (!CHANGES.has(last)) return null;
	const value = applyRules(VALUE_RULES, input, range, moment);
	return value?.kind === "change" ? { ...value, target } : null;
}
