/** What is only understood behind what was just done: "and high priority", "no, friday 3pm", "done". */

import { findFocus } from "#app/assistant/local-model/context/focus.ts";
import type { Turn } from "#app/assistant/local-model/context/turn.ts";
import type { Intent } from "#app/assistant/local-model/intent/intent.ts";
import type { Target } from "#app/assistant/local-model/intent/target.ts";
import { newUtterance } from "#app/assistant/local-model/parse/parse-slots.ts";
import { stripPoliteness } from "#app/assistant/local-model/patterns/strip-politeness.ts";
import { applyRules } from "#app/assistant/local-model/rules/rule.ts";
import { VALUE_RULES } from "#app/assistant/local-model/rules/value-rules.ts";
import type { ReferenceTime } from "#domain/language/reference-time.ts";

const DONE = /^(?:(?:and|ok|it's|all)\s+)*(?:done|finished|completed|did it|did that)[.!]*$/i;
/** Behind these "today" and "high priority" are more likely to be asked for than said of the task. */
const CHANGING_TOOLS = new Set(["add_task", "update_task", "set_reminder"]);
const QUESTION = /\?\s*$|^\s*(?:today|this week|overdue)\s*$/i;

/** The same is meant for another one: "and the second". */
const AND_ANOTHER = /^\s*(?:and|also|plus)\s+/i;
const REPEATABLE_TOOLS = new Set(["complete_task", "reopen_task", "delete_task", "update_task"]);

/** Null for words that stand for themselves, and where nothing was said of one task before. */
export function parseFollowUp(turn: Turn, moment: ReferenceTime): Intent | null {
	const outcomes = turn.previous?.outcomes ?? [];
	const last = outcomes.at(-1)?.name ?? "";
	const utterance = newUtterance(turn.text, moment);
	const range = stripPoliteness(utterance);
	if (AND_ANOTHER.test(turn.text) && REPEATABLE_TOOLS.has(last)) {
		const other = utterance.parseSlot("target", range.from, range.to);
		if (other?.by === "ids" || other?.by === "positions") return { kind: "again", target: other };
	}
	const focus = outcomes.length > 0 ? findFocus(turn) : null;
	const [task, ...more] = focus?.tasks ?? [];
	if (!task || more.length > 0 || focus?.isList || QUESTION.test(turn.text)) return null;
	const target: Target = { by: "ids", ids: [task.task_id] };
	if (DONE.test(turn.text.trim()))
		return last === "complete_task" ? null : { kind: "complete", target };
	if (!CHANGING_TOOLS.has(last)) return null;
	const value = applyRules(VALUE_RULES, utterance, range, moment);
	return value?.kind === "change" ? { ...value, target } : null;
}
