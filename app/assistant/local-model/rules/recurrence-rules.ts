import { changeIntent, type Rule, rule } from "./rule.ts";

/** Ways to say that a task shall no longer repeat. Some begin like an order not to do something. */
export const END_RECURRENCE_RULES: Rule[] = [
	rule(
		"(stop|end|cancel|remove|turn off|disable|clear|delete) (the|repeating|any)? (repeating|recurring|recurrence|repetition|repeat) (of|for|on|from)? {target}",
		({ target }) => changeIntent(target, { field: "recurrence", recurrence: null }),
	),
	rule(
		"(stop|make|have|set) {target} (from)? (not repeat|not repeating|not recurring|non-recurring|non-repeating|stop repeating|stop recurring|a one-off|one-off|one off|repeating|recurring)",
		({ target }) => changeIntent(target, { field: "recurrence", recurrence: null }),
	),
	rule("(do not|never) repeat {target} (anymore|any more|any longer)?", ({ target }) =>
		changeIntent(target, { field: "recurrence", recurrence: null }),
	),
	rule(
		"{target} (should|does|must|need) not (repeat|recur|to repeat) (anymore|any more|any longer)?",
		({ target }) => changeIntent(target, { field: "recurrence", recurrence: null }),
	),
];

/** Ways to say how a task repeats. */
export const RECURRENCE_RULES: Rule[] = [
	rule(
		"(make|set|have|change|let) {target} (to|as)? (repeat|recur|recurring|repeating|happen|come back|be)? (to)? {rule}",
		({ target, rule: recurrence }) => changeIntent(target, { field: "recurrence", recurrence }),
	),
	rule("(repeat|do|schedule) {target} {rule}", ({ target, rule: recurrence }) =>
		changeIntent(target, { field: "recurrence", recurrence }),
	),
	rule(
		"{target} (repeats|should repeat|recurs|should recur|happens|should happen|is|comes back|needs to repeat) {rule}",
		({ target, rule: recurrence }) => changeIntent(target, { field: "recurrence", recurrence }),
	),
];
