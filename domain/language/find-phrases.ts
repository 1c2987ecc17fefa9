/**
 * Phrases about time inside a title. There a wrong date is worse than a missed one. So a phrase
 * counts when its words are about time wherever they stand ("tomorrow", "27 nov"), or when something
 * supports words that mean other things too: a preposition ("on sun"), a time beside them ("sat 9am"),
 * or the end of the title ("pay rent 12/1"). It does not count behind an article or "to", "after",
 * "until" ("the 9/11 report", "moved to friday"), nor inside a longer word ("monday's"), nor when
 * words about time beside it are left over ("every monday or so", "friday and saturday").
 */

import { ENGLISH } from "./en.ts";
import { parsePhrase } from "./phrase-grammar.ts";
import type { ReferenceTime } from "./reference-time.ts";
import { resolvePhrase, type Timing } from "./resolve-phrase.ts";
import type { PhraseSyntax, Piece } from "./syntax.ts";
import { TokenCursor } from "./token-cursor.ts";
import { type Token, tokenize } from "./tokenize.ts";
import type { Language } from "./vocabulary.ts";

/** Words of one kind that stand together. `start` and `end` are positions in the text. */
type PhraseRange = {
	kind: "date" | "recurrence";
	start: number;
	end: number;
	hasDate: boolean;
};

export type FoundPhrase = Timing & {
	start: number;
	end: number;
	ranges: PhraseRange[];
	/** A preposition stands before it, or it is at the start of the title, or something ends behind it. */
	isMarked: boolean;
};

type Candidate = { syntax: PhraseSyntax; timing: Timing | null };

/**
 * The phrases that count in a title, in order. In the text, parts that were parsed before are masked
 * by U+E001 and text to be kept by U+E000.
 */
export function findPhrases(text: string, reference: ReferenceTime): FoundPhrase[] {
	const title = new Title(text, ENGLISH);
	const candidates = title.candidates(reference);
	const counting = candidates.filter((candidate) => title.counts(candidate));
	return counting
		.filter((candidate, index) => {
			const isDoubled = (a?: Candidate, b?: Candidate) => a && b && title.isContradiction(a, b);
			return (
				!isDoubled(counting[index - 1], candidate) && !isDoubled(candidate, counting[index + 1])
			);
		})
		.map((candidate) => title.found(candidate));
}

/** The phrase whose words start at `at`, whatever stands around; null where none does. */
export function findPhraseAt(
	text: string,
	at: number,
	reference: ReferenceTime,
): (FoundPhrase & { isNone: boolean }) | null {
	const rest = text.slice(at, at + MAX_PHRASE_LENGTH);
	const title = new Title(rest, ENGLISH);
	const candidate = title.candidateAt(0, reference);
	if (!candidate || (title.tokens[0]?.start ?? 1) > 0) return null;
	const found = title.found(candidate);
	const ranges = found.ranges.map((range) => ({
		...range,
		start: range.start + at,
		end: range.end + at,
	}));
	const isNone = candidate.timing === null;
	return { ...found, ranges, start: at, end: found.end + at, isNone };
}

/** Longer than any phrase. */
const MAX_PHRASE_LENGTH = 600;
const NOTHING: Timing = { date: null, time: null, durationMinutes: null, recurrence: null };

class Title {
	readonly text: string;
	readonly tokens: Token[];
	readonly #language: Language;
	readonly #firstWord: number;
	readonly #lastWord: number;

	constructor(text: string, language: Language) {
		this.text = text;
		this.tokens = tokenize(text);
		this.#language = language;
		this.#firstWord = this.tokens.findIndex(isWord);
		this.#lastWord = this.tokens.findLastIndex(isWord);
	}

	candidates(reference: ReferenceTime): Candidate[] {
		const found: Candidate[] = [];
		for (let at = 0; at < this.tokens.length; ) {
			const candidate = this.candidateAt(at, reference);
			if (candidate) found.push(candidate);
			at = candidate?.syntax.end ?? at + 1;
		}
		return found;
	}

	candidateAt(at: number, reference: ReferenceTime): Candidate | null {
		const token = this.tokens[at];
		if (!token || !this.#mayStart(token)) return null;
		const syntax = parsePhrase(this.#cursor(at));
		return syntax && { syntax, timing: resolvePhrase(syntax, reference) };
	}

	#mayStart({ kind, text }: Token): boolean {
		if (text === "freq" || text === "rrule") return true;
		return kind === "number" || text === "+" || this.#language.starts.has(text);
	}

	#cursor(at: number): TokenCursor {
		return new TokenCursor(this.text, this.tokens, this.#language, at);
	}

	counts({ syntax, timing }: Candidate): boolean {
		if (!timing) return false;
		const { start, end, pieces, preposition, rule } = syntax;
		const before = this.tokens[start - 1];
		const [first] = pieces;
		if (preposition === "from") {
			if (!rule && first?.kind !== "time") return false;
		} else if (!this.#mayFollow(before, syntax)) return false;
		if (this.#isFollowedByTime(syntax) || this.#isName(syntax)) return false;
		const isSupported = pieces.length > 1 || preposition === "strong" || preposition === "from";
		const isBoundary = this.#cursor(end).isBoundary();
		const isStart = start <= this.#firstWord;
		const isEnd = end > this.#lastWord;
		const isFine = (piece: Piece): boolean => {
			switch (piece.needs) {
				case "nothing":
					return true;
				case "boundary":
					return (isBoundary || isSupported) && !(piece.isName && this.#isPerson(before));
				case "start":
					return isBoundary || isSupported || isStart;
				case "support":
					return isSupported;
				case "edge":
					return isSupported || preposition !== null || isStart || isEnd;
				case "day":
					return (preposition !== null && isBoundary) || isEnd || pieces.length > 1;
				case "end":
					return isEnd && preposition === null && !this.#isLasting(before);
				case "company":
					return pieces.length > 1;
				default:
					return false;
			}
		};
		return pieces.every(isFine);
	}

	#mayFollow(before: Token | undefined, { rule, start, preposition }: PhraseSyntax): boolean {
		if (!before) return true;
		if (rule && this.#cursor(start).role("every")) return true;
		if (before.text === "&" || before.text === "/" || this.#language.notBehind.has(before.text))
			return false;
		// "A week on friday": the half of a span.
		const isUnit = this.#cursor(start - 1).take("unit", ({ isShort }) => !isShort) !== null;
		if (isUnit && preposition !== null) return false;
		const isNumber = this.tokens[start]?.kind === "number" && preposition === null;
		return !(isNumber && this.#language.numbered.has(before.text));
	}

	/** "Friday Night Lights": capitals alone, the word behind included. */
	#isName({ start, end }: PhraseSyntax): boolean {
		const words = this.tokens.slice(start, end + 1);
		return words.length > 2 && start > this.#firstWord && words.every(isCapital);
	}

	/** Words about time that are left over would be the other half of the phrase. */
	#isFollowedByTime({ end, date, rule }: PhraseSyntax): boolean {
		const cursor = this.#cursor(end);
		cursor.mark(",");
		if (rule && cursor.role("except")) return true;
		// "tuesday week"
		if (date && cursor.at === end && cursor.take("unit", ({ isShort }) => !isShort)) return true;
		const isJoined =
			cursor.role("or", "and", "to", "except", "until") ||
			cursor.mark("/") ||
			(rule !== null && cursor.role("during", "from", "starting", "before", "after", "for"));
		if (!isJoined)
			return rule !== null && cursor.take("month", ({ isWord: also }) => !also) !== null;
		cursor.role("on", "at", "in", "every", "from");
		cursor.role("the", "next", "this");
		return (
			cursor.take("weekday", ({ isWord: also }) => !also) !== null ||
			cursor.take("month", ({ isWord: also }) => !also) !== null ||
			cursor.take("day", ({ isName }) => !isName) !== null ||
			cursor.take("part") !== null ||
			cursor.take("holiday") !== null ||
			cursor.take("clock") !== null ||
			cursor.role("weekend", "workday") ||
			isCountedTime(cursor)
		);
	}

	#isPerson(before: Token | undefined): boolean {
		return before !== undefined && this.#language.beforeName.has(before.text);
	}

	#isLasting(before: Token | undefined): boolean {
		return (
			before === undefined || before.kind === "number" || this.#language.lasting.has(before.text)
		);
	}

	/** Two that stand side by side and say different things. */
	isContradiction(a: Candidate, b: Candidate): boolean {
		const between = this.tokens.slice(a.syntax.end, b.syntax.start);
		if (between.some(({ text }) => text !== ",")) return false;
		const isSame = (name: "date" | "time" | "recurrence") =>
			Boolean(a.timing?.[name]) && Boolean(b.timing?.[name]);
		return isSame("date") || isSame("time") || isSame("recurrence");
	}

	found({ syntax, timing }: Candidate): FoundPhrase {
		const { start, end, preposition } = syntax;
		return {
			...(timing ?? NOTHING),
			start: this.tokens[start]?.start ?? 0,
			end: this.tokens[end - 1]?.end ?? 0,
			ranges: this.#rangesOf(syntax),
			isMarked: preposition !== null || start <= this.#firstWord || this.#cursor(end).isBoundary(),
		};
	}

	#rangesOf({ pieces, rule }: PhraseSyntax): PhraseRange[] {
		const ranges: PhraseRange[] = [];
		for (const piece of pieces) {
			const isRule = piece.kind === "rule" || piece.kind === "until" || piece.kind === "count";
			const kind = isRule && rule ? "recurrence" : "date";
			const end = this.tokens[piece.end - 1]?.end ?? 0;
			const last = ranges.at(-1);
			const hasDate = piece.kind === "date";
			if (last?.kind === kind) {
				last.end = end;
				last.hasDate ||= hasDate;
			} else {
				ranges.push({ kind, start: this.tokens[piece.start]?.start ?? 0, end, hasDate });
			}
		}
		return ranges;
	}
}

function isCountedTime(cursor: TokenCursor): boolean {
	if (cursor.digits(4) === null) return false;
	return (
		cursor.role("am", "pm", "ordinalEnd") ||
		cursor.mark(":") ||
		cursor.take("month") !== null ||
		cursor.take("unit", ({ isShort }) => !isShort) !== null
	);
}

function isCapital({ kind, raw }: Token): boolean {
	return kind === "word" && raw.charAt(0) !== raw.charAt(0).toLowerCase();
}

function isWord({ kind, text }: Token): boolean {
	return kind !== "mark" || text.startsWith("\uE000");
}
