import type { PartialDateTime } from "#app/assistant/local-model/intent/date-time.ts";
import type { Intent } from "#app/assistant/local-model/intent/intent.ts";
import type { Target } from "#app/assistant/local-model/intent/target.ts";
import { formatDateTime } from "#app/assistant/local-model/parse/parse-date-time.ts";
import { parseNewTask } from "#app/assistant/local-model/parse/parse-new-tasks.ts";
import { parseDueReply } from "#app/assistant/local-model/parse/parse-reply.ts";
import { negateDuration } from "#app/assistant/local-model/parse/resolve-due.ts";
import { changeIntent, type Rule, rule, scheduleIntent } from "./rule.ts";

/** How far to move comes before how important: "bump the bill a week". */
export const SHIFT_RULES: Rule[] = [
	rule(
		"(bring|move|pull|push|shift) {target} (forward|up|ahead|in) by? {span}",
		({ target, span }) => changeIntent(target, { field: "shift", span: negateDuration(span) }),
	),
	rule(
		"(bring forward|pull forward|move up|move forward|pull in|advance) {target} by? {span}",
		({ target, span }) => changeIntent(target, { field: "shift", span: negateDuration(span) }),
	),
	rule("(<move>|do|make|set|have) {target} (to)? {span} (earlier|sooner)", ({ target, span }) =>
		changeIntent(target, { field: "shift", span: negateDuration(span) }),
	),
	rule(
		"(<move>|do|make|set) {target} (back|out|on|off|forward)? (by|for)? {span} (later|more|longer)?",
		({ target, span }) => changeIntent(target, { field: "shift", span }),
	),
	rule(
		"(bump|nudge|roll) {target} (back|out|on)? (to|until|till|for)? {date}",
		({ target, date }) => dueIntent(target, date),
	),
];

/** What is done with things as well as with tasks: "take the car in on monday" may be a new one. */
const AMBIGUOUS_VERBS = ["take", "get", "have", "send", "drop", "bring", "pull"];
/** "bring the report forward" */
const ENDS_WITH_DIRECTION = /\s(?:forward|back|up|over|out|ahead)$/i;

/** Ways to say when a task is due. */
export const DUE_RULES: Rule[] = [
	rule(
		"(remove|clear|delete|drop|cancel|turn off|take off|disable) (the|its|any|a|all|all the)? (reminder|reminders|alarm|alert|alarms|notifications) (of|from|for|on|off) {target}",
		({ target }) => changeIntent(target, { field: "reminders" }),
	),
	rule(
		"(remove|clear|delete|drop|unset|erase|take away|cancel) (the|its|any|a)? <deadline> (of|from|for|on|off) {target}",
		({ target }) => dueIntent(target, null),
	),
	rule(
		"(remove|clear|delete|drop|unset|erase) {target} 's? (due date|deadline|date|due time)",
		({ target }) => dueIntent(target, null),
	),
	rule("(take) (the)? <deadline> off (of)? {target}", ({ target }) => dueIntent(target, null)),
	rule("(unschedule|undate) {target}", ({ target }) => dueIntent(target, null)),
	rule(
		"{target} (has|needs|should have) no (due date|deadline|date) (anymore|any more)?",
		({ target }) => dueIntent(target, null),
	),
	rule(
		"make {target} (undated|have no (due date|deadline|date)|due (whenever|someday|anytime))",
		({ target }) => dueIntent(target, null),
	),
	rule("(move|push|set) {target} to (someday|no date|whenever|no due date)", ({ target }) =>
		dueIntent(target, null),
	),

	rule(
		"give (me|us)? {span} (more|longer|extra) (for|on|with|to do) {target}",
		({ target, span }) => changeIntent(target, { field: "shift", span }),
	),
	rule("(give|extend|allow) {target} (by)? {span} (more|longer|extra)?", ({ target, span }) =>
		changeIntent(target, { field: "shift", span }),
	),
	rule("extend (the)? <deadline> (of|for|on) {target} by {span}", ({ target, span }) =>
		changeIntent(target, { field: "shift", span }),
	),

	rule(
		"(<move>|set|make|update) (the|its|a)? <deadline> (of|for|on|to) {target} (to|as|at|for|be|until|on|till)? {date} (instead)?",
		({ target, date }) => dueIntent(target, date),
	),
	rule(
		"(<move>|set|make|update|edit) {target} 's? <deadline> (to|as|at|for|be|until|on|till)? {date} (instead)?",
		({ target, date }) => dueIntent(target, date),
	),
	rule(
		"(set|add|put|give) (a|the)? <deadline> (of|on|at|to)? {date} (for|on|to) {target}",
		({ target, date }) => dueIntent(target, date),
	),
	rule("(give|set) {target} (a|the)? <deadline> (of|on|at|for|to) {date}", ({ target, date }) =>
		dueIntent(target, date),
	),
	rule("give {target} (until|till) {date}", ({ target, date }) => dueIntent(target, date)),
	rule(
		"(make|set|mark|have) {target} (be|to be|as|as being)? due (on|by|at|for)? {date}",
		({ target, date }) => dueIntent(target, date),
	),
	rule(
		"{target} (is|should be|are|will be) (now|actually)? due (on|by|at|for)? {date} (now|instead)?",
		({ target, date }) => dueIntent(target, date),
	),
	rule(
		"{target} (is|are|was|'s|has been|got|gets|has|should be|will be)? (moved|pushed|postponed|rescheduled|shifted|delayed|bumped|brought forward) (to|until|till|on|for) {date} (now|instead)?",
		({ target, date }) => dueIntent(target, date),
	),
	rule(
		"{target} (is|are|was|'s|has been|got|should be|will be) (now|actually|moved|rescheduled|pushed|postponed|shifted|happening|really)? (to|until|till|on|at|for|by)? {date} (now|instead)?",
		({ target, date }, moment) =>
			target.by === "words" && !date.impossible
				? scheduleIntent(target, date, target.words, moment)
				: dueIntent(target, date),
	),
	rule(
		"{target} (can|could|will|should|has to|must) (wait|be done|happen|stay|go) (until|till|on|by|for|to)? {date}",
		({ target, date }) => dueIntent(target, date),
	),
	...AMBIGUOUS_VERBS.map((verb) =>
		rule(`${verb} {target} (to|until|till|for|on|by|at|from) {date}`, ({ target, date }, moment) =>
			target.by !== "words" || date.impossible || ENDS_WITH_DIRECTION.test(target.words)
				? null
				: (recurringIntent(`${verb} ${target.words} ${formatDateTime(date)}`, moment) ??
					scheduleIntent(target, date, `${verb} ${target.words}`, moment)),
		),
	),
	rule(
		"(<move>|set|make|remind|have|drop|get|bring|pull|take|send|put) {target} (over|back|out|on|forward)? (to|until|till|til|for|on|onto|by|at|from) {date} (instead|now|please)?",
		({ target, date }) => dueIntent(target, date),
	),
	rule("(<move>|do|finish|have|make) {target} {date} instead", ({ target, date }) =>
		dueIntent(target, date),
	),
	// Of what is there already: "buy bread today instead".
	rule("{target} (on|at|by|for|to)? {date} instead", ({ target, date }, moment) =>
		target.by === "words" && !date.impossible
			? scheduleIntent(target, date, target.words, moment)
			: dueIntent(target, date),
	),
	rule("{target} to {date}", ({ target, date }) =>
		target.by === "words" && !target.filter ? dueIntent(target, date) : null,
	),
	rule(
		"(put|get|stick|pop) {target} (on|in|onto|into) (<list>|(my|the|our)? (calendar|schedule|diary|planner)) (for|on|at|by)? {date}",
		({ target, date }) => (target.by === "words" ? null : dueIntent(target, date)),
	),
	rule("{target} (on|at|by|for|to)? {date} instead of {words}", ({ target, date }, moment) =>
		target.by === "words" && !date.impossible
			? scheduleIntent(target, date, target.words, moment)
			: dueIntent(target, date),
	),
	rule(
		"{target} (needs|need|has|have|must|should) (to)? be {participle} (by|on|before|at|for)? {date}",
		({ target, date, participle }, moment) =>
			target.by === "words" && !date.impossible
				? scheduleIntent(target, date, `${participle} ${target.words}`, moment)
				: dueIntent(target, date),
	),
	rule("(make|set) {target} {date}", ({ target, date }) =>
		target.by === "words" ? null : dueIntent(target, date),
	),
	rule("{target} (to|on|for|by|until|till) {date}", ({ target, date }) =>
		target.by === "positions" || target.by === "pronoun" ? dueIntent(target, date) : null,
	),
	rule("<move> {target} {date}", ({ target, date }) => dueIntent(target, date)),
	rule("(due date|due|deadline|date) (of|for) {target} (is|to)? {date}", ({ target, date }) =>
		dueIntent(target, date),
	),
	rule("(do|i will do|doing) {target} (on|at|by)? {date} (instead)?", ({ target, date }, moment) =>
		target.by === "words" && !date.impossible
			? scheduleIntent(target, date, `do ${target.words}`, moment)
			: dueIntent(target, date),
	),
	rule(
		"(move|reschedule|postpone|delay|defer|snooze|push|push back|put off|shift|bring forward) {target}",
		({ target }, moment) => ({
			kind: "clarify",
			question: "To when?",
			parseReply: (reply) => parseDueReply(reply, target, moment),
		}),
	),
];

/** "take vitamins every day at 8" is something new. */
function recurringIntent(text: string, moment: Parameters<Rule["toIntent"]>[1]): Intent | null {
	const task = parseNewTask(text, moment);
	return task?.recurrence === undefined ? null : { kind: "add", tasks: [task] };
}

function dueIntent(target: Target, when: PartialDateTime | null): Intent {
	return changeIntent(target, { field: "due", when });
}

/** Questions that ask for something to be done. */
export const INDIRECT_REQUEST_RULES: Rule[] = [
	rule(
		"(can|could|may) {target} (wait|be moved|be pushed|be postponed|be rescheduled|be delayed|move) (until|till|to|for) {date}",
		({ target, date }) => dueIntent(target, date),
	),
];
