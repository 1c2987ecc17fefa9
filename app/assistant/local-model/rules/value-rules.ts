import type { Target } from "#app/assistant/local-model/intent/target.ts";
import { changeIntent, type Rule, rule } from "./rule.ts";

/** Of the task that was just named. */
const IT: Target = { by: "pronoun", plural: false };

/** What a task shall be, without saying which task: the end of "make it urgent and due friday". */
export const VALUE_RULES: Rule[] = [
	rule(
		"(due|move|push|reschedule|postpone|move it|set it|for|to|make it|make it due|push it)? (on|at|by|to|for|until)? {date}",
		({ date }) => changeIntent(IT, { field: "due", when: date }),
	),
	rule(
		"(make it|set it|mark it|with|give it|set)? (to|as|a|an|the)? {priority} (<priority>|prio)?",
		({ priority }) => changeIntent(IT, { field: "priority", priority }),
	),
	rule("(make it|set it|with|give it|set)? (the)? <priority> (to)? {priority}", ({ priority }) =>
		changeIntent(IT, { field: "priority", priority }),
	),
	rule(
		"(tag it|label it|tagged|labelled|labeled|with the tag|with tag|add tag|add the tag|tag) (as|with)? {tags}",
		({ tags }) => changeIntent(IT, { field: "tags", add: tags }),
	),
	rule("(make it|have it)? (repeat|repeating|recurring|repeats)? {rule}", ({ rule: recurrence }) =>
		changeIntent(IT, { field: "recurrence", recurrence }),
	),
	rule("(rename it|call it|rename) (to)? {text}", ({ text }) =>
		changeIntent(IT, { field: "title", title: text }),
	),
];
