import type { LanguageModelV4Prompt } from "@ai-sdk/provider";
import type { Moment } from "#domain/language/date-words.ts";
import { type Outcome, Turn } from "./conversation.ts";
import type { Answer, Call, Deed, Situation } from "./deed.ts";
import { add, remind, schedule } from "./deeds/add.ts";
import { change } from "./deeds/change.ts";
import { finish } from "./deeds/finish.ts";
import { talk } from "./deeds/talk.ts";
import { list, show, statistics, undo } from "./deeds/tell.ts";
import { readFollowUp } from "./follow-up.ts";
import type { Intent } from "./intent.ts";
import { understand } from "./understand.ts";

/** The model's next step: calls of tools, or what it says in the end. */
export type Step = { calls: Call[] } | { text: string };

/** Questions about questions end somewhere. */
const DEPTH_MAX = 3;

/**
 * What to do next in a conversation. It is worked out from the prompt alone: the last thing the user
 * said, the outcomes since, and as much of what was before as "it" or an answer needs.
 */
export function respond(prompt: LanguageModelV4Prompt, moment: Moment): Step {
	const turn = Turn.last(prompt);
	if (!turn) return { text: talk("greeting", moment) };
	const step = goThrough(perform(intentsOf(turn, moment, 0), turn, moment), turn.outcomes);
	if ("calls" in step) return step;
	return { text: step.answer.text };
}

/** What the user means; what says only "the same" is that of before. */
function intentsOf(turn: Turn, moment: Moment, depth: number): Intent[] {
	return heard(turn, moment, depth).map((intent) => {
		if (intent.kind !== "again") return intent;
		const { previous } = turn;
		const before = previous && depth < DEPTH_MAX ? intentsOf(previous, moment, depth + 1) : [];
		const last = before.at(-1);
		return last && "target" in last
			? { ...last, target: intent.target }
			: { kind: "say", what: "unknown" };
	});
}

/** What the user says, be it an answer to what was asked just before. */
function heard(turn: Turn, moment: Moment, depth: number): Intent[] {
	const { previous } = turn;
	const isAsked = depth < DEPTH_MAX && previous?.answer.includes("?") === true;
	const question = previous && isAsked ? questionOf(previous, moment, depth + 1) : null;
	if (!question?.accept) {
		const more = readFollowUp(turn, moment);
		return more ? [more] : understand(turn.text, moment);
	}
	if (!question.loose) {
		const answered = question.accept(turn.text);
		return answered ? [answered] : understand(turn.text, moment);
	}
	// Where any words will do for an answer, a command is still a command.
	const intents = understand(turn.text, moment);
	if (!intents.every(isBare)) return intents;
	const answered = question.accept(turn.text);
	return answered ? [answered] : intents;
}

function isBare(intent: Intent): boolean {
	if (intent.kind === "say") return intent.what === "unknown";
	return intent.kind === "add" || intent.kind === "show";
}

/** What a turn ended with asking; null where it did not, or ended otherwise than this model would. */
function questionOf(turn: Turn, moment: Moment, depth: number): Answer | null {
	const intents = intentsOf(turn, moment, depth);
	const step = goThrough(perform(intents, turn, moment), turn.outcomes);
	return "answer" in step && step.answer.accept ? step.answer : null;
}

/** Goes through a deed with the outcomes that there are. */
function goThrough(deed: Deed, outcomes: Outcome[]): { calls: Call[] } | { answer: Answer } {
	let at = 0;
	for (let next = deed.next(); ; ) {
		if (next.done) return { answer: next.value };
		const calls = next.value;
		const got = outcomes.slice(at, at + calls.length);
		if (got.length === 0) return { calls };
		if (got.length < calls.length || calls.some(({ name }, index) => got[index]?.name !== name)) {
			return { answer: { text: "Something came in between. Please say that again." } };
		}
		at += calls.length;
		next = deed.next(got);
	}
}

/** Carries out one intent after the other, as far as it goes. */
function* perform(intents: Intent[], turn: Turn, moment: Moment): Deed {
	const texts: string[] = [];
	let done: Outcome[] = [];
	for (const intent of intents) {
		const noted = noting(carryOut(intent, { moment, turn, done }));
		const answer = yield* noted.deed;
		done = [...done, ...noted.outcomes];
		texts.push(answer.text);
		if (answer.accept) return { ...answer, text: texts.join("\n\n") };
	}
	return { text: texts.join("\n\n") };
}

/** The deed, and the outcomes that it has been given. */
function noting(deed: Deed): { deed: Deed; outcomes: Outcome[] } {
	const outcomes: Outcome[] = [];
	function* noted(): Deed {
		for (let next = deed.next(); ; ) {
			if (next.done) return next.value;
			const got = yield next.value;
			outcomes.push(...got);
			next = deed.next(got);
		}
	}
	return { deed: noted(), outcomes };
}

function* carryOut(intent: Intent, situation: Situation): Deed {
	switch (intent.kind) {
		case "add":
			return yield* add(intent, situation);
		case "schedule":
			return yield* schedule(intent, situation);
		case "list":
			return yield* list(intent);
		case "show":
			return yield* show(intent, situation);
		case "complete":
		case "reopen":
		case "delete":
			return yield* finish(intent, situation);
		case "change":
			return yield* change(intent, situation);
		case "remind":
			return yield* remind(intent, situation);
		case "again":
			return { text: talk("unknown", situation.moment) };
		case "statistics":
			return yield* statistics();
		case "undo":
			return yield* undo();
		case "ask":
			return { text: intent.question, accept: intent.accept, loose: intent.loose };
		case "say":
			return { text: talk(intent.what, situation.moment) };
	}
}
