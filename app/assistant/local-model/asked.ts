import type { Moment } from "#domain/language/date-words.ts";
import type { Intent, Target } from "./intent.ts";
import { newInput } from "./slots.ts";
import { readReminderWords, readSpan, readWhen } from "./when.ts";

/** What answers to a question mean. */

/** "Friday 3pm" or "by two days", to "To when?". */
export function askedWhen(reply: string, target: Target, moment: Moment): Intent | null {
	const words = withoutEnd(reply);
	const span = readSpan(words.replace(/^(?:by|for)\s+/i, "").replace(/\s+later$/i, ""));
	if (span) return { kind: "change", target, change: { field: "shift", span } };
	const when = readWhen(words, moment);
	return when && { kind: "change", target, change: { field: "due", when } };
}

/** "Tomorrow at 9" or "30 minutes before", to "When shall I remind you?". */
export function askedReminder(reply: string, target: Target, moment: Moment): Intent | null {
	const reminder = readReminderWords(withoutEnd(reply), moment);
	return reminder && { kind: "remind", target, reminder };
}

/** "The dentist", "5", to "Which task?". */
export function askedTarget(reply: string, moment: Moment): Target | null {
	const input = newInput(withoutEnd(reply), moment);
	return input.read("target", 0, input.tokens.length);
}

function withoutEnd(reply: string): string {
	return reply
		.trim()
		.replace(/^(?:to|until|till|let's say|let us say|say|maybe|how about|make it)\s+/i, "")
		.replace(/(?:,?\s*(?:please|thanks|thank you))?[.!]*$/i, "");
}
