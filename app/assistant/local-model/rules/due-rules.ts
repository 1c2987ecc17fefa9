import { askedWhen } from "../asked.ts";
import type { Intent, Target, When } from "../intent.ts";
import { readNewTask } from "../quick-items.ts";
import { reversed, spoken } from "../when.ts";
import { changing, type Rule, rule, scheduling } from "./rule.ts";

/** How far to move comes before how important: "bump the bill a week". */
export const SHIFT_RULES: Rule[] = [
	rule(
		"(bring|move|pull|push|shift) {target} (forward|up|ahead|in) by? {span}",
		({ target, span }) => changing(target, { field: "shift", span: reversed(span) }),
	),
	rule(
		"(bring forward|pull forward|move up|move forward|pull in|advance) {target} by? {span}",
		({ target, span }) => changing(target, { field: "shift", span: reversed(span) }),
	),
	rule("(<move>|do|make|set|have) {target} (to)? {span} (earlier|sooner)", ({ target, span }) =>
		changing(target, { field: "shift", span: reversed(span) }),
	),
	rule(
		"(<move>|do|make|set) {target} (back|out|on|off|forward)? (by|for)? {span} (later|more|longer)?",
		({ target, span }) => changing(target, { field: "shift", span }),
	),
	rule(
		"(bump|nudge|roll) {target} (back|out|on)? (to|until|till|for)? {date}",
		({ target, date }) => due(target, date),
	),
];

/** What is done with things as well as with tasks: "take the car in on monday" may be a new one. */
const DEED_VERBS = ["take", "get", "have", "send", "drop", "bring", "pull"];
/** "bring the report forward" */
const MOVED = /\s(?:forward|back|up|over|out|ahead)$/i;

/** Ways to say when a task is due. */
export const DUE_RULES: Rule[] = [
	rule(
		"(remove|clear|delete|drop|cancel|turn off|take off|disable) (the|its|any|a|all|all the)? (reminder|reminders|alarm|alert|alarms|notifications) (of|from|for|on|off) {target}",
		({ target }) => changing(target, { field: "reminders" }),
	),
	rule(
		"(remove|clear|delete|drop|unset|erase|take away|cancel) (the|its|any|a)? <deadline> (of|from|for|on|off) {target}",
		({ target }) => due(target, null),
	),
	rule(
		"(remove|clear|delete|drop|unset|erase) {target} 's? (due date|deadline|date|due time)",
		({ target }) => due(target, null),
	),
	rule("(take) (the)? <deadline> off (of)? {target}", ({ target }) => due(target, null)),
	rule("(unschedule|undate) {target}", ({ target }) => due(target, null)),
	rule(
		"{target} (has|needs|should have) no (due date|deadline|date) (anymore|any more)?",
		({ target }) => due(target, null),
	),
	rule(
		"make {target} (undated|have no (due date|deadline|date)|due (whenever|someday|anytime))",
		({ target }) => due(target, null),
	),
	rule("(move|push|set) {target} to (someday|no date|whenever|no due date)", ({ target }) =>
		due(target, null),
	),

	rule(
		"give (me|us)? {span} (more|longer|extra) (for|on|with|to do) {target}",
		({ target, span }) => changing(target, { field: "shift", span }),
	),
	rule("(give|extend|allow) {target} (by)? {span} (more|longer|extra)?", ({ target, span }) =>
		changing(target, { field: "shift", span }),
	),
	rule("extend (the)? <deadline> (of|for|on) {target} by {span}", ({ target, span }) =>
		changing(target, { field: "shift", span }),
	),

	rule(
		"(<move>|set|make|update) (the|its|a)? <deadline> (of|for|on|to) {target} (to|as|at|for|be|until|on|till)? {date} (instead)?",
		({ target, date }) => due(target, date),
	),
	rule(
		"(<move>|set|make|update|edit) {target} 's? <deadline> (to|as|at|for|be|until|on|till)? {date} (instead)?",
		({ target, date }) => due(target, date),
	),
	rule(
		"(set|add|put|give) (a|the)? <deadline> (of|on|at|to)? {date} (for|on|to) {target}",
		({ target, date }) => due(target, date),
	),
	rule("(give|set) {target} (a|the)? <deadline> (of|on|at|for|to) {date}", ({ target, date }) =>
		due(target, date),
	),
	rule("give {target} (until|till) {date}", ({ target, date }) => due(target, date)),
	rule(
		"(make|set|mark|have) {target} (be|to be|as|as being)? due (on|by|at|for)? {date}",
		({ target, date }) => due(target, date),
	),
	rule(
		"{target} (is|should be|are|will be) (now|actually)? due (on|by|at|for)? {date} (now|instead)?",
		({ target, date }) => due(target, date),
	),
	rule(
		"{target} (is|are|was|'s|has been|got|gets|has|should be|will be)? (moved|pushed|postponed|rescheduled|shifted|delayed|bumped|brought forward) (to|until|till|on|for) {date} (now|instead)?",
		({ target, date }) => due(target, date),
	),
	rule(
		"{target} (is|are|was|'s|has been|got|should be|will be) (now|actually|moved|rescheduled|pushed|postponed|shifted|happening|really)? (to|until|till|on|at|for|by)? {date} (now|instead)?",
		({ target, date }, moment) =>
			target.by === "words" && !date.impossible
				? scheduling(target, date, target.words, moment)
				: due(target, date),
	),
	rule(
		"{target} (can|could|will|should|has to|must) (wait|be done|happen|stay|go) (until|till|on|by|for|to)? {date}",
		({ target, date }) => due(target, date),
	),
	...DEED_VERBS.map((verb) =>
		rule(`${verb} {target} (to|until|till|for|on|by|at|from) {date}`, ({ target, date }, moment) =>
			target.by !== "words" || date.impossible || MOVED.test(target.words)
				? null
				: (repeating(`${verb} ${target.words} ${spoken(date)}`, moment) ??
					scheduling(target, date, `${verb} ${target.words}`, moment)),
		),
	),
	rule(
		"(<move>|set|make|remind|have|drop|get|bring|pull|take|send|put) {target} (over|back|out|on|forward)? (to|until|till|til|for|on|onto|by|at|from) {date} (instead|now|please)?",
		({ target, date }) => due(target, date),
	),
	rule("(<move>|do|finish|have|make) {target} {date} instead", ({ target, date }) =>
		due(target, date),
	),
	// Of what is there already: "buy bread today instead".
	rule("{target} (on|at|by|for|to)? {date} instead", ({ target, date }, moment) =>
		target.by === "words" && !date.impossible
			? scheduling(target, date, target.words, moment)
			: due(target, date),
	),
	rule("{target} to {date}", ({ target, date }) =>
		target.by === "words" && !target.filter ? due(target, date) : null,
	),
	rule(
		"(put|get|stick|pop) {target} (on|in|onto|into) (<list>|(my|the|our)? (calendar|schedule|diary|planner)) (for|on|at|by)? {date}",
		({ target, date }) => (target.by === "words" ? null : due(target, date)),
	),
	rule("{target} (on|at|by|for|to)? {date} instead of {words}", ({ target, date }, moment) =>
		target.by === "words" && !date.impossible
			? scheduling(target, date, target.words, moment)
			: due(target, date),
	),
	rule(
		"{target} (needs|need|has|have|must|should) (to)? be {participle} (by|on|before|at|for)? {date}",
		({ target, date, participle }, moment) =>
			target.by === "words" && !date.impossible
				? scheduling(target, date, `${participle} ${target.words}`, moment)
				: due(target, date),
	),
	rule("(make|set) {target} {date}", ({ target, date }) =>
		target.by === "words" ? null : due(target, date),
	),
	rule("{target} (to|on|for|by|until|till) {date}", ({ target, date }) =>
		target.by === "places" || target.by === "pronoun" ? due(target, date) : null,
	),
	rule("<move> {target} {date}", ({ target, date }) => due(target, date)),
	rule("(due date|due|deadline|date) (of|for) {target} (is|to)? {date}", ({ target, date }) =>
		due(target, date),
	),
	rule("(do|i will do|doing) {target} (on|at|by)? {date} (instead)?", ({ target, date }, moment) =>
		target.by === "words" && !date.impossible
			? scheduling(target, date, `do ${target.words}`, moment)
			: due(target, date),
	),
	rule(
		"(move|reschedule|postpone|delay|defer|snooze|push|push back|put off|shift|bring forward) {target}",
		({ target }, moment) => ({
			kind: "ask",
			question: "To when?",
			accept: (reply) => askedWhen(reply, target, moment),
		}),
	),
];

/** "take vitamins every day at 8" is something new. */
function repeating(text: string, moment: Parameters<Rule["read"]>[1]): Intent | null {
	const task = readNewTask(text, moment);
	return task?.recurrence === undefined ? null : { kind: "add", tasks: [task] };
}

function due(target: Target, when: When | null): Intent {
	return changing(target, { field: "due", when });
}

/** Questions that ask for something to be done. */
export const PLEA_RULES: Rule[] = [
	rule(
		"(can|could|may) {target} (wait|be moved|be pushed|be postponed|be rescheduled|be delayed|move) (until|till|to|for) {date}",
		({ target, date }) => due(target, date),
	),
];
