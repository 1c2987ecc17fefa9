/** Takes greetings, "please", "could you" and the like off both ends of an utterance. */

import { FRAGMENTS } from "./fragments.ts";
import { compilePattern, matchPrefixes, matchWhole } from "./pattern.ts";
import type { TokenRange, Utterance } from "./utterance.ts";

const OPENING = compilePattern(
	"((hey|hi|hello) (there)? (my (friend|dear))?|never mind|nevermind|nvm|forget it|forget that|scratch that|skip that|cancel that|i meant (to say)?|i mean|rather|oops|whoops|ah|er|hm|omg|ugh|damn|there|ok|okay|so|well|um|umm|uh|uhm|hmm|right|alright|all right|please|pls|plz|kindly|just|tend|assistant|bot|robot|also|then|oh|now|great|cool|perfect|thanks|thank you|yes|yeah|yep|sure|actually|sorry|quickly|next|first|finally|good morning|good evening|good afternoon|dear|listen|look|and then|and|but|or|btw|by the way|oh and|one more thing|another thing|no wait|wait|no|nope|today|for me|go ahead and|go on and|feel free to|be so kind (as to|and)|do me a favor and|do me a favour and|would you be so kind (as to|and)|i would appreciate it if you (could|would)|i would be grateful if you (could|would)|if you (could|would|can)|let us|let me|lets|try to|try and|you (can|may|could|should) (now|please)?|could you|can you|can you go ahead and|can we|could we|would you|will you|would you mind|do you mind|might you|could you maybe|could you possibly|could you quickly|can you quickly|could you just|can you just|i would like (you)? to|i would love (you)? to|i would love for you to|i want (you)? to|i wish to|i need you to|i am asking you to|i am trying to|i am going to|i would prefer (you)? to|id like (you)? to|it would be (great|nice|good) if you (could|would)|help me (to)?|have you got time to|i think (you)? (should|can|could)?|i guess|maybe|perhaps|time to|it is time to|we should|we can|i command you to|your task is to|my request is to)",
	FRAGMENTS,
);
const CLOSING = compilePattern(
	"(please|pls|plz|for me|for me please|now|right now|right away|immediately|at once|would you|will you|could you|can you|ok|okay|then|tend|if you can|if you could|when you can|if possible|thx|ty|mate|buddy|my friend|if you do not mind|if you would|real quick|quickly|alright|will ya|asap|thank you|thanks|thanks a lot|many thanks|cheers|right|yeah|haha|lol|straight away|as well|too|instead of me)",
	FRAGMENTS,
);
/** These may end what is said as well as thank for it, so they need a comma before them. */
const NEEDS_COMMA = new Set([
	"asap",
	"buddy",
	"cheers",
	"friend",
	"immediately",
	"lot",
	"mate",
	"now",
	"ok",
	"okay",
	"quickly",
	"right",
	"tend",
	"thanks",
	"then",
	"too",
	"well",
	"yeah",
	"you",
]);

/** The range of tokens that is left: from the command's first word to its last. */
export function stripPoliteness(utterance: Utterance): TokenRange {
	let { from, to } = { from: 0, to: utterance.tokens.length };
	for (;;) {
		const end = Math.max(0, ...matchPrefixes(OPENING, utterance, from, to).keys());
		if (end === 0 || end >= to || mustStay(utterance, from, end)) break;
		from = end;
	}
	for (let length = Math.min(4, to - from - 1); length > 0; length -= 1) {
		const start = to - length;
		if (!matchWhole(CLOSING, utterance, start, to)) continue;
		const last = utterance.tokens[to - 1];
		if (last && NEEDS_COMMA.has(last.word) && !hasComma(utterance, start)) continue;
		to = start;
		length = Math.min(5, to - from);
	}
	return { from, to };
}

/** "right now" and the like are taken off only where more follows, and "next" not before "week". */
function mustStay(utterance: Utterance, from: number, end: number): boolean {
	const word = utterance.tokens[from]?.word ?? "";
	const next = utterance.tokens[end]?.word ?? "";
	// "forget it, show me today" begins anew; "forget that I called Ann" does not.
	if (/^(?:never|nevermind|nvm|forget|scratch|skip|cancel)$/.test(word))
		return !hasComma(utterance, end);
	if (end - from > 1) return false;
	if (/^(?:no|nope|wait)$/.test(word)) return !hasComma(utterance, end);
	if (word === "next" || word === "today" || word === "first") return !hasComma(utterance, end);
	return word === "look" && /^(?:at|for|up)$/.test(next);
}

function hasComma(utterance: Utterance, at: number): boolean {
	const before = utterance.tokens[at - 1];
	const token = utterance.tokens[at];
	return (
		before !== undefined &&
		token !== undefined &&
		/[,;.!?–-]/.test(utterance.text.slice(before.end, token.start))
	);
}
