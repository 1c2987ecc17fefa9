import type { AddTaskInput, Intent } from "#app/assistant/local-model/intent/intent.ts";
import { formatDateTime } from "#app/assistant/local-model/parse/parse-date-time.ts";
import { parseNewTask, parseNewTasks } from "#app/assistant/local-model/parse/parse-new-tasks.ts";
import { resolveDue } from "#app/assistant/local-model/parse/resolve-due.ts";
import { toPresentTense } from "#app/assistant/local-model/tokens/past-tense.ts";
import { startsWithTaskVerb } from "#app/assistant/local-model/tokens/task-verbs.ts";
import type { ReferenceTime } from "#domain/language/reference-time.ts";
import type { Priority } from "#domain/task/task.ts";
import { type Rule, rule } from "./rule.ts";

/** Ways to say that there is something to do. */

/** An intent that adds the tasks which a text names; null where it names none. */
export function addIntent(text: string, moment: ReferenceTime): Intent | null {
	const tasks = parseNewTasks(text, moment);
	return tasks.length > 0 ? { kind: "add", tasks } : null;
}

const ADD =
	"(put together|come up with|add|create|new|insert|enter|record|log|jot down|jot|note down|write down|capture|save|register|make|put down|put in|pop|stick|append|include|start|open|add in|set up|set)";
const TASK =
	"(task|todo|to-do|item|entry|tasks|todos|to-dos|items|chore|errand) (to|for|called|named|:|that says)?";
const A = "(a|an|the|another|one|some|me a|me an|me)? (new|quick|recurring|repeating)?";

/** These come before changes, which add things, too. */
export const SUBTASK_RULES: Rule[] = [
	rule(
		"(put|get|stick|throw|pop|place|write|have) {quoted} (on|in|onto|into) (<list>|(my|the|our)? (calendar|schedule|diary|planner)) (for|on|at|by)? {date}",
		({ quoted, date }, moment) => ({
			kind: "add",
			tasks: [{ title: quoted, due_date: resolveDue(date, null, moment) }],
		}),
	),
	rule(
		"(put|get|stick|throw|pop|place|write|have) {text} (on|in|onto|into) (<list>|(my|the|our)? (calendar|schedule|diary|planner)) (for|on|at|by)? {date}",
		({ text, date }, moment) =>
			/^(?:it|this|that|them|(?:task |#)?\d+)\b/i.test(text) ||
			/\bback$/i.test(text) ||
			date.impossible
				? null
				: addIntent(`${text} ${formatDateTime(date)}`, moment),
	),
	rule(
		"(add|create|make|put|insert) (a|an|the|another|some)? (subtask|sub-task|subtasks|sub-tasks|step|steps|substep|child task) (called|named|to|:)? {quoted} (to|under|for|of|in|below) {target}",
		({ quoted, target }) => ({ kind: "add", tasks: [{ title: quoted }], under: target }),
	),
	rule(
		"(add|create|make|put|insert) {text} (as|to be|be) (a|the)? (subtask|sub-task|subtasks|sub-tasks|step|steps|child) (of|to|for|under|in|on|below) {target}",
		({ text, target }, moment) => subtaskIntent(addIntent(text, moment), target),
	),
	rule(
		"(add|create|make|put|insert) (a|an|the|another|some)? (subtask|sub-task|subtasks|sub-tasks|step|steps|child task) (to|for|under|of|in|on|below) {target} (called|named|:|to|saying) {text}",
		({ text, target }, moment) => subtaskIntent(addIntent(text, moment), target),
	),
	rule(
		"(add|create|make|put|insert) (a|an|the|another|some)? (subtask|sub-task|subtasks|sub-tasks|step|steps) (called|named|to|:)? {text} (to|under|for|of|in|below) {target}",
		({ text, target }, moment) => subtaskIntent(addIntent(text, moment), target),
	),
	rule(
		"(add|create|put|insert) {text} (under|beneath|underneath|below) {target}",
		({ text, target }, moment) => subtaskIntent(addIntent(text, moment), target),
	),
];

export const ADD_RULES: Rule[] = [
	rule(
		`(add|create|make|put|insert|start|open|new|set up|enter|write) (me)? (a|an|another|the|one|this)? (new|another)? (task|todo|to-do|item|entry|one)`,
		(_, moment) => askForTask(moment),
	),
	rule("(add|create|new)", (_, moment) => askForTask(moment)),
	rule(
		"(schedule|plan|arrange|pencil in|slot in|book in|plan in|calendar|timetable) {text}",
		({ text }, moment) => newOrExistingIntent(text, moment),
	),
	rule(
		"(make) (a|the)? (note|reminder|todo|to-do|task|entry) (to self)? (to|that|about|of|for|:|called)? {text}",
		({ text }, moment) => addIntent(text, moment),
	),
	rule(`${ADD} ${A} (${TASK})? {quoted}`, ({ quoted }) => ({
		kind: "add",
		tasks: [{ title: quoted }],
	})),
	rule(
		`${ADD} ${A} ({priority} (priority|prio)?|{priority}-priority) (new)? ${TASK} {text}`,
		({ text, priority }, moment) => withPriority(addIntent(text, moment), priority),
	),
	rule(`${ADD} ${A} {period} ${TASK} {text}`, ({ text, period }, moment) =>
		addIntent(`${period} task ${text}`, moment),
	),
	rule(`${ADD} ${A} ${TASK} {text}`, ({ text }, moment) => addIntent(text, moment)),
	rule(
		"(add|create|insert|enter|record|log|jot down|jot|note down|write down|capture|save|put down|append|include|add in|new|new task|new todo|pop) {text}",
		({ text }, moment) => addIntent(text, moment),
	),
	rule("(put|pencil|write|get|jot) {text} (down|in) (for|on)? {date}", ({ text, date }, moment) =>
		date.impossible ? null : addIntent(`${text} ${formatDateTime(date)}`, moment),
	),
	rule("(put|get|have|stick|throw|pop|place|write|want) {text}", ({ text }, moment) =>
		onListIntent(text, moment),
	),
	rule(
		"(task|todo|to-do|new task|new todo|reminder|note to self|self note|note|remember to|remember|memo|a task|a new task|also|next task|another task|another one|plus|and also|and) (to|:|for)? {text}",
		({ text }, moment) => addIntent(text, moment),
	),
	rule(
		"(have to|need to|must|should|ought to|got to) (also|really|still)? (remember to|not forget to)? {text}",
		({ text }, moment) => addIntent(text, moment),
	),
	rule(
		"(i|we) (also|really|still|just|probably|definitely|absolutely|urgently)? (need|have|ought|got|must|should|am supposed|have got|need|will need|will have|am going|plan|would need) (also|really|still|probably|definitely)? (to) (remember to|not forget to)? {text}",
		({ text }, moment) => addIntent(text, moment),
	),
	rule(
		"(i|we) (also|really|still|probably|definitely)? (must|should|gotta|ought to) (also|really|still|probably|definitely)? (remember to|not forget to)? {text}",
		({ text }, moment) => addIntent(text, moment),
	),
	rule(
		"(there is|we have|i have) (a|an|another|one more)? (new)? (thing|task|todo) (i need|i have)? (to do|to add)? (:|to|called)? {text}",
		({ text }, moment) => addIntent(text, moment),
	),
	rule("(i|we) (also)? (have|got|have got) (a|an|another|my|the)? {text}", ({ text }, moment) =>
		detailedIntent(text, moment),
	),
	rule(
		"(i|we) (also|really|still)? need (some|more|a|an|to get|to buy)? {text}",
		({ text }, moment) =>
			/^(?:you|your|help|it|this|that|them|a break|to)\b/i.test(text)
				? null
				: addIntent(text, moment),
	),
	rule(
		"{text} (needs|need|has|have) (doing|to be done|to get done|to be added)",
		({ text }, moment) => addIntent(text, moment),
	),
];

/** Bare words that can hardly be anything but something to do: "buy milk tomorrow", "dentist friday 3pm". */
export function parseBareTask(text: string, moment: ReferenceTime): Intent | null {
	if (/\?\s*$/.test(text)) return null;
	if (startsWithTaskVerb(text)) return addIntent(text, moment);
	return /^(?:who|what|which|why|how|when|where|is|are|do|does|did|can|could|should|would|will|i|you|we|no|not|yes|the weather|tell|if)\b/i.test(
		text,
	)
		? null
		: detailedIntent(text, moment);
}

/** Only where something besides a title was said, such as when. */
function detailedIntent(text: string, moment: ReferenceTime): Intent | null {
	if (toPresentTense(text) !== null) return null;
	const task = parseNewTask(text, moment);
	return task && Object.keys(task).length > 1 ? { kind: "add", tasks: [task] } : null;
}

function subtaskIntent(
	intent: Intent | null,
	target: Extract<Intent, { kind: "add" }>["under"],
): Intent | null {
	return intent?.kind === "add" ? { ...intent, under: target } : null;
}

function askForTask(moment: ReferenceTime): Intent {
	return {
		kind: "clarify",
		question: "What is there to do?",
		isOpenEnded: true,
		parseReply: (reply) => addIntent(reply, moment),
	};
}

function onListIntent(text: string, moment: ReferenceTime): Intent | null {
	const isForList =
		/\s(?:on|in|onto|into|to)\s+(?:my|the|our)\s+(?:\w+\s+)?(?:list|tasks|todos|to-dos)\b/i.test(
			text,
		);
	return isForList
		? addIntent(
				text.replace(
					/\s(?:on|in|onto|into)\s+(?=(?:my|the|our)\s+(?:\w+\s+)?(?:list|tasks|todos|to-dos)\b)/i,
					" to ",
				),
				moment,
			)
		: null;
}

/** "add an urgent task to call Ann". */
function withPriority(intent: Intent | null, priority: Priority): Intent | null {
	if (intent?.kind !== "add") return intent;
	return { ...intent, tasks: intent.tasks.map((task) => ({ priority, ...task })) };
}

/** What is there already may be meant, or something new. */
function newOrExistingIntent(text: string, moment: ReferenceTime): Intent | null {
	const task: AddTaskInput | null = parseNewTask(text.replace(/^(?:an?|the|my)\s+/i, ""), moment);
	if (!task) return null;
	const { due_date } = task;
	if (due_date === undefined || Object.keys(task).length > 2) return { kind: "add", tasks: [task] };
	const [date = null, time = null] = due_date.split("T");
	return {
		kind: "schedule",
		target: { by: "words", words: task.title },
		when: { date, time: time?.slice(0, 5) ?? null },
		task,
	};
}
