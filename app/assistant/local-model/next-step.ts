import type { LanguageModelV4Prompt } from "@ai-sdk/provider";
import type { ReferenceTime } from "#domain/language/reference-time.ts";
import type { Answer, PlannedCall } from "./actions/action.ts";
import { performIntents } from "./actions/perform-intents.ts";
import { replayAction } from "./actions/replay-action.ts";
import { smallTalk } from "./actions/small-talk.ts";
import { Turn } from "./context/turn.ts";
import type { Intent } from "./intent/intent.ts";
import { parseFollowUp } from "./interpret/parse-follow-up.ts";
import { parseUtterance } from "./interpret/parse-utterance.ts";

/** The model's next step: calls of tools, or what it says in the end. */
export type ModelStep = { calls: PlannedCall[] } | { text: string };

/** How many turns back a chain of questions, each answered by a question, is followed. */
const MAX_DEPTH = 3;

/**
 * What to do next in a conversation. It is worked out from the prompt alone: the last thing the user
 * said, the outcomes since, and as much of what was before as "it" or an answer needs.
 */
export function nextStep(prompt: LanguageModelV4Prompt, moment: ReferenceTime): ModelStep {
	const turn = Turn.last(prompt);
	if (!turn) return { text: smallTalk("greeting", moment) };
	const step = replayAction(
		performIntents(intentsOf(turn, moment, 0), turn, moment),
		turn.outcomes,
	);
	if ("calls" in step) return step;
	return { text: step.answer.text };
}

/** The intents of a turn, where "and 6, too" is the intent of the turn before with another target. */
function intentsOf(turn: Turn, moment: ReferenceTime, depth: number): Intent[] {
	return parseTurn(turn, moment, depth).map((intent) => {
		if (intent.kind !== "again") return intent;
		const { previous } = turn;
		const before = previous && depth < MAX_DEPTH ? intentsOf(previous, moment, depth + 1) : [];
		const last = before.at(-1);
		return last && "target" in last
			? { ...last, target: intent.target }
			: { kind: "small-talk", topic: "unknown" };
	});
}

/** The intents of a turn: a reply to the question before it, a follow-up, or an utterance that stands for itself. */
function parseTurn(turn: Turn, moment: ReferenceTime, depth: number): Intent[] {
	const { previous } = turn;
	const isAsked = depth < MAX_DEPTH && previous?.answerText.includes("?") === true;
	const question = previous && isAsked ? pendingQuestion(previous, moment, depth + 1) : null;
	if (!question?.parseReply) {
		const more = parseFollowUp(turn, moment);
		return more ? [more] : parseUtterance(turn.text, moment);
	}
	if (!question.isOpenEnded) {
		const answered = question.parseReply(turn.text);
		return answered ? [answered] : parseUtterance(turn.text, moment);
	}
	// Where any words will do for an answer, a command is still a command.
	const intents = parseUtterance(turn.text, moment);
	if (!intents.every(isBare)) return intents;
	const answered = question.parseReply(turn.text);
	return answered ? [answered] : intents;
}

function isBare(intent: Intent): boolean {
	if (intent.kind === "small-talk") return intent.topic === "unknown";
	return intent.kind === "add" || intent.kind === "show";
}

/** The question that a turn ended with; null where it ended otherwise. */
function pendingQuestion(turn: Turn, moment: ReferenceTime, depth: number): Answer | null {
	const intents = intentsOf(turn, moment, depth);
	const step = replayAction(performIntents(intents, turn, moment), turn.outcomes);
	return "answer" in step && step.answer.parseReply ? step.answer : null;
}
