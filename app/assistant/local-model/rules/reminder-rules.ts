import type { Intent } from "#app/assistant/local-model/intent/intent.ts";
import type { Target } from "#app/assistant/local-model/intent/target.ts";
import {
	formatDateTime,
	parseReminderWords,
} from "#app/assistant/local-model/parse/parse-date-time.ts";
import { parseNewTask } from "#app/assistant/local-model/parse/parse-new-tasks.ts";
import { parseReminderReply } from "#app/assistant/local-model/parse/parse-reply.ts";
import type { Reminder } from "#domain/task/task.ts";
import { type Rule, rule } from "./rule.ts";

/** Ways to ask for a reminder: of a task that is there, or of something new. */

/** "remind me about the dentist": a task that is there; where it is not, one is made. */
function remindIntent(target: Target, reminder: Reminder, title?: string): Intent {
	if (target.by !== "words") return { kind: "remind", target, reminder };
	const task = {
		title: title ?? target.words,
		...("at" in reminder ? { due_date: reminder.at, reminders: ["at due time"] } : {}),
	};
	return { kind: "remind", target, reminder, ...("at" in reminder ? { task } : {}) };
}

/** "remind me to call mom at 5": what is due then rings then. */
function addWithReminderIntent(
	text: string,
	moment: Parameters<Rule["toIntent"]>[1],
): Intent | null {
	const task = parseNewTask(text, moment);
	if (!task) return null;
	const rings = task.due_date !== undefined && task.reminders === undefined;
	return {
		kind: "add",
		tasks: [{ ...task, ...(rings ? { reminders: ["at due time"] } : {}) }],
		reminds: true,
	};
}

const RECURRENCE_FIRST = /^(every!?\s.*?\S),?\s+(?:please\s+)?remind (?:me|us) to\s+(\S.*)$/i;
const RECURRENCE_BETWEEN = /^remind (?:me|us) (every!?\s.*?\S)\s+to\s+(\S.*)$/i;

export const REMINDER_RULES: Rule[] = [
	rule(
		"<remind> (me|us) (again)? (to|that i (need|have|must|should) (to)?|that|i (need|have) to) {text}",
		({ text }, moment) => addWithReminderIntent(text, moment),
	),
	rule(
		"<remind> (me|us) {date} (to|that i (need|have) to|that) {text}",
		({ text, date }, moment) =>
			date.impossible ? null : addWithReminderIntent(`${text} ${formatDateTime(date)}`, moment),
	),
	// How often, before what: "every friday at 4 remind me to …", "remind me every friday at 4 to …".
	rule("{text}", ({ text }, moment) => {
		const [, rule, title] = RECURRENCE_FIRST.exec(text) ?? RECURRENCE_BETWEEN.exec(text) ?? [];
		return title === undefined ? null : addWithReminderIntent(`${title} ${rule}`, moment);
	}),
	rule(
		"(set|create|add|make|put|give me|i need|i want|i would like|get me) (a|an|me a|another)? <reminder> (for)? (me)? to {text}",
		({ text }, moment) => addWithReminderIntent(text, moment),
	),
	rule(
		"(set|create|add|make|put|give me|i need|i want|i would like|get me) (a|an|me a|another)? <reminder> (for|on|at)? {date} to {text}",
		({ text, date }, moment) =>
			date.impossible ? null : addWithReminderIntent(`${text} ${formatDateTime(date)}`, moment),
	),
	rule(
		"(do not|never|i (must|can|should|will|do) not|let me not|make sure i do not|do not let me|i do not want to) (let me)? forget (to|about|that i (need|have) to)? {text}",
		({ text }, moment) => addWithReminderIntent(text, moment),
	),
	rule("(make sure|ensure) (that)? (i|we) (do not forget to)? {text}", ({ text }, moment) =>
		addWithReminderIntent(text, moment),
	),

	rule(
		"<remind> (me|us) {span} (before|ahead of|prior to) (the|my)? {target} (is due|are due|is|starts|begins)?",
		({ target, span }) => remindIntent(target, { minutesBefore: span.minutes + span.days * 1440 }),
	),
	rule(
		"<remind> (me|us) (again)? (about|of|on|regarding|for) {target} (for|on|at)? {reminder}",
		({ target, reminder }) => remindIntent(target, reminder),
	),
	rule(
		"<remind> (me|us) (again)? (about|of|on|regarding|for) {target} (at|on|by|for|when)? {date}",
		({ target, date }, moment) => {
			const reminder = parseReminderWords(formatDateTime(date), moment);
			return reminder && remindIntent(target, reminder);
		},
	),
	rule(
		"<remind> (me|us) (again)? (at|on|for)? {reminder} (about|of|on|regarding|for|to do) {target}",
		({ target, reminder }) => remindIntent(target, reminder),
	),
	rule(
		"(set|create|add|make|put|give me|i need|i want|i would like|get me|have) (a|an|another|me a)? <reminder> (for|on|about|to) {target} (for|on|at)? {reminder}",
		({ target, reminder }) => remindIntent(target, reminder),
	),
	rule(
		"(set|create|add|make|put|give me|i need|i want|i would like|get me|have) (a|an|another|me a)? <reminder> (for|at|on)? {reminder} (for|on|about|to) {target}",
		({ target, reminder }) => remindIntent(target, reminder),
	),
	rule(
		"(set|create|add|make|put|give me|i need|i want|i would like|get me) (a|an|another|me a)? {span} <reminder> (for|on|about|to|before) {target}",
		({ target, span }) => remindIntent(target, { minutesBefore: span.minutes + span.days * 1440 }),
	),
	rule(
		"(set|create|add|make|put) (a|an|another)? <reminder> {span} (before|ahead of) {target}",
		({ target, span }) => remindIntent(target, { minutesBefore: span.minutes + span.days * 1440 }),
	),
	rule(
		"(<remind> (me|us) (again)?|set (a|an)? <reminder>) (at|on|for)? {reminder}",
		({ reminder }) => remindIntent({ by: "pronoun", plural: false }, reminder),
	),
	rule(
		"(<remind> (me|us) (about|of|on)|(set|create|add|make) (a|an)? <reminder> (for|on|about|to)) {target}",
		({ target }, moment) => ({
			kind: "clarify",
			question: "When shall I remind you?",
			parseReply: (reply) => {
				const intent = parseReminderReply(reply, target, moment);
				return intent?.kind === "remind" ? remindIntent(intent.target, intent.reminder) : null;
			},
		}),
	),
	rule("(<remind> (me|us)|(set|create|add|make) (a|an|another)? <reminder>)", (_, moment) => ({
		kind: "clarify",
		question: "Of what, and when? For example: call Ann tomorrow at 9.",
		isOpenEnded: true,
		parseReply: (reply) => addWithReminderIntent(reply.replace(/^(?:to|about|of)\s+/i, ""), moment),
	})),
];
