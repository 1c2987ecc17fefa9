import type { Intent } from "#app/assistant/local-model/intent/intent.ts";
import type { Target } from "#app/assistant/local-model/intent/target.ts";
import { parseTargetReply } from "#app/assistant/local-model/parse/parse-reply.ts";
import { type Rule, rule, scheduleIntent } from "./rule.ts";

/** Ways to say that a task is done, is not, or shall go. */

const complete = ({ target }: { target: Target }): Intent => ({ kind: "complete", target });
const reopen = ({ target }: { target: Target }): Intent => ({ kind: "reopen", target });
const remove = ({ target }: { target: Target }): Intent => {
	// "everything" has what is completed in it, too.
	const isAll = target.by === "filter" && Object.keys(target.filter).length === 0;
	return { kind: "delete", target: isAll ? { by: "filter", filter: { status: "all" } } : target };
};

const UNCHANGED_VERB = /^(?:read|cut|put|set|shut|do|find|leave|lead|found|change|complete)\b/i;

/** "bought the milk" is about "buy the milk", or else about the milk. */
function pastTarget(present: string): Target {
	const things = present.replace(/^\S+\s+/, "").split(/\s*,\s*(?:and\s+)?|\s+and\s+/i);
	return { by: "words", words: present, parts: things };
}

/** Those that name a state: they come before what changes other things about a task. */
export const STATUS_STATEMENT_RULES: Rule[] = [
	rule(
		"(mark|set|flag|make|put|change|move|tick|check|turn|switch) {target} (back)? (as|to|to be)? (back)? <undone> (again)?",
		reopen,
	),
	rule(
		"{target} (is|are|was|were|has been|has|have been) (still|actually)? (<undone>|not <done>) (yet|anymore|any more|after all|again)?",
		reopen,
	),
	rule(
		"(i|we) (did|have|am|are) (still|actually)? not (actually|really)? (finish|finished|complete|completed|do|done|done with|get done) (with)? {target} (yet|after all)?",
		reopen,
	),
	rule(
		"(mark|set|flag|make|put|change|move|tick|check|turn|switch|get|call|consider|count|have) {target} (off)? (as|to|to be|being)? <done> <now>?",
		complete,
	),
	rule(
		"(not done|not finished|undone|not completed|incomplete) (with|yet)? {target} (yet|after all)?",
		reopen,
	),
	rule("mark (as|off|off as)? <done> {target}", complete),
	rule("mark off {target}", complete),
	rule(
		"{target} (is|are|was|were|has been|have been|'s|got|gets) <now>? (all)? <done> <now>?",
		complete,
	),
	rule(
		"(i|we) (have|am|are)? <now>? (done|finished|completed|did|complete|wrapped up|got through|ticked off|closed|took care of|dealt with|handled|accomplished|knocked out|crossed off|checked off) (with|off)? {target} <now>?",
		complete,
	),
	rule(
		"(i|we) (have|just|already|finally) (got|gotten) {target} (done|finished|completed|sorted) <now>?",
		complete,
	),
	rule("(i|we) <now>? got {target} (done|finished|completed|sorted) <now>?", complete),
	rule("(got|getting) {target} (done|finished|completed)", complete),
	rule(
		"(done|finished|completed|all done|i am done|we are done|i am finished|am done) (with)? {target} <now>?",
		complete,
	),
	rule("{target} (done|finished|completed|✓|✔|✅|☑|☑️|✔️|complete|check)", complete),
	rule("(✓|✔|✅|☑|✔️|x) {target}", complete),
	rule(
		"(tick|check|cross|scratch|strike|mark|knock) {target} (off|out) (of|from)? <list>?",
		complete,
	),
	rule("(i|we) (have)? <now>? {past} <now>?", ({ past }) => complete({ target: pastTarget(past) })),
	rule(
		"(i|we) (accidentally|mistakenly|wrongly|by mistake) (have)? (completed|finished|closed|ticked off|checked off|crossed off|marked) {target} (as <done>)? (by (mistake|accident))?",
		reopen,
	),
	rule(
		"{target} (is|are|was|were|'s|has been|have been|got|gets) <now>? {participle} <now>?",
		complete,
	),
	// "read the book" may be still to do.
	rule("{past} <now>?", ({ past }) =>
		UNCHANGED_VERB.test(past) ? null : complete({ target: pastTarget(past) }),
	),
];

export const STATUS_COMMAND_RULES: Rule[] = [
	rule("<reopen> {target} (again)?", reopen),
	rule("open {target} (again|back up|up again)", reopen),
	rule("(put|bring|get|move) {target} back (on|onto|to|in) <list>", reopen),
	rule("(take|get|strike|cross|remove|delete) {target} off (of)? <list>", ({ target }) =>
		remove({ target }),
	),
	rule("(get rid of|throw out|throw away) {target}", remove),
	rule("(throw|toss|chuck|clear|wipe) {target} (away|out|off)", remove),
	rule("<delete> (all)? (of)? <list>", () =>
		remove({ target: { by: "filter", filter: { status: "all" } } }),
	),
	rule("<delete> {target} ((from|off|of|out of) <list>)?", remove),
	rule("(i|we) (do|will) not need {target} (anymore|any more|any longer)", remove),
	rule("(i|we) no longer need {target}", remove),
	// What shall be finished by then is still to do.
	rule("<complete> {target} (by|before|on|until|for|due) {date}", ({ target, date }, moment) =>
		target.by === "words" && !date.impossible && (date.date ?? moment.today) >= moment.today
			? scheduleIntent(target, date, `finish ${target.words}`, moment)
			: null,
	),
	rule("<complete> {target} (for me|from <list>|off <list>)?", complete),
	rule("(put|get) a (check|tick|checkmark) (next to|on|by) {target}", complete),
	...(["complete", "reopen", "delete"] as const).map((kind) =>
		rule(`<${kind}> (a|the|some)? (task|tasks|todo|one)?`, (_, moment) => ({
			kind: "clarify",
			question: "Which task? Say its number or some words of its title.",
			isOpenEnded: true,
			parseReply: (reply) => {
				const target = parseTargetReply(reply, moment);
				return target && { kind, target };
			},
		})),
	),
];
