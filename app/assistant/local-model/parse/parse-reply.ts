import type { Intent } from "#app/assistant/local-model/intent/intent.ts";
import type { Target } from "#app/assistant/local-model/intent/target.ts";
import type { ReferenceTime } from "#domain/language/reference-time.ts";
import { parseDateTime, parseDuration, parseReminderWords } from "./parse-date-time.ts";
import { newUtterance } from "./parse-slots.ts";

/** What answers to a question mean. */

/** "Friday 3pm" or "by two days", to "To when?". */
export function parseDueReply(reply: string, target: Target, moment: ReferenceTime): Intent | null {
	const words = trimReply(reply);
	const span = parseDuration(words.replace(/^(?:by|for)\s+/i, "").replace(/\s+later$/i, ""));
	if (span) return { kind: "change", target, change: { field: "shift", span } };
	const when = parseDateTime(words, moment);
	return when && { kind: "change", target, change: { field: "due", when } };
}

/** "Tomorrow at 9" or "30 minutes before", to "When shall I remind you?". */
export function parseReminderReply(
	reply: string,
	target: Target,
	moment: ReferenceTime,
): Intent | null {
	const reminder = parseReminderWords(trimReply(reply), moment);
	return reminder && { kind: "remind", target, reminder };
}

/** "The dentist", "5", to "Which task?". */
export function parseTargetReply(reply: string, moment: ReferenceTime): Target | null {
	const utterance = newUtterance(trimReply(reply), moment);
	return utterance.parseSlot("target", 0, utterance.tokens.length);
}

function trimReply(reply: string): string {
	return reply
		.trim()
		.replace(/^(?:to|until|till|let's say|let us say|say|maybe|how about|make it)\s+/i, "")
		.replace(/(?:,?\s*(?:please|thanks|thank you))?[.!]*$/i, "");
}
