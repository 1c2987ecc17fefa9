import type { Token } from "./tokenize.ts";
import { type Language, type Meaning, matchWords, type Role } from "./vocabulary.ts";

type MeaningOf<Kind extends Meaning["kind"]> = Extract<Meaning, { kind: Kind }>;

/** Between one and so many tokens a phrase has: what keeps the time linear in the text. */
const MAX_TOKENS = 60;
/** Glued to letters or digits behind them, these make one word, name or number of both sides. */
const JOINING = new Set(["-", "'", "’", ".", ":", "/", "@", "_", "\\"]);
const OPENING = new Set(["(", "[", "{", ",", ";"]);

/** A place in the tokens of a text, moved on by what is parsed. */
export class TokenCursor {
	readonly text: string;
	readonly tokens: Token[];
	readonly language: Language;
	at: number;
	readonly #last: number;

	constructor(text: string, tokens: Token[], language: Language, at = 0) {
		this.text = text;
		this.tokens = tokens;
		this.language = language;
		this.at = at;
		this.#last = at + MAX_TOKENS;
	}

	get token(): Token | undefined {
		return this.at < this.#last ? this.tokens[this.at] : undefined;
	}

	/** Where the text of what has been parsed ends. */
	get end(): number {
		return this.tokens[this.at - 1]?.end ?? 0;
	}

	isGlued(): boolean {
		return this.token?.isGlued ?? false;
	}

	/** The longest phrase here with a meaning of that kind; the cursor moves behind it. */
	take<Kind extends Meaning["kind"]>(
		kind: Kind,
		fits: (meaning: MeaningOf<Kind>, token: Token) => boolean = () => true,
	): MeaningOf<Kind> | null {
		const { token } = this;
		if (!token) return null;
		for (const { words, meaning } of this.language.entries.get(token.text) ?? []) {
			if (!isOfKind(meaning, kind) || !fits(meaning, token)) continue;
			const length = matchWords(this.tokens, this.at, words);
			if (length === 0) continue;
			this.at += length;
			return meaning;
		}
		return null;
	}

	/** Whether words with one of these roles stand here; the cursor moves behind them. */
	role(...roles: Role[]): boolean {
		const { token } = this;
		const entries = token && this.language.entries.get(token.text);
		if (!entries) return false;
		for (const { words, meaning } of entries) {
			if (meaning.kind !== "role" || !roles.includes(meaning.role)) continue;
			const length = matchWords(this.tokens, this.at, words);
			this.at += length;
			if (length > 0) return true;
		}
		return false;
	}

	mark(mark: string): boolean {
		if (this.token?.text !== mark || this.token.kind !== "mark") return false;
		this.at += 1;
		return true;
	}

	/** A number of at most so many digits, as they are written. */
	digits(most: number): string | null {
		const { token } = this;
		if (token?.kind !== "number" || token.raw.length > most || !/^\d/.test(token.raw)) return null;
		this.at += 1;
		return token.raw;
	}

	/** Parses what a function parses, or moves nowhere. */
	attempt<Parsed>(parse: (cursor: this) => Parsed | null): Parsed | null {
		const { at } = this;
		const parsed = parse(this);
		if (parsed === null) this.at = at;
		return parsed;
	}

	/** What the parser that comes furthest parses; unless it is `isInner`, it has to end with a word. */
	longest<Parsed>(parsers: Array<(cursor: this) => Parsed | null>, isInner = false): Parsed | null {
		const { at } = this;
		let best: Parsed | null = null;
		let end = at;
		for (const parse of parsers) {
			this.at = at;
			const parsed = parse(this);
			if (parsed === null || this.at <= end || !(isInner || this.isWordEnd())) continue;
			best = parsed;
			end = this.at;
		}
		this.at = end;
		return best;
	}

	/** Items with separators (comma, "and") between; a separator that no item follows is not parsed. */
	list<Item>(parseItem: () => Item | null, separate = () => this.separator()): Item[] {
		const items: Item[] = [];
		for (let end = this.at; ; end = this.at) {
			if (items.length > 0 && !separate()) {
				this.at = end;
				return items;
			}
			const item = parseItem();
			if (item === null) {
				this.at = end;
				return items;
			}
			items.push(item);
		}
	}

	separator(): boolean {
		const comma = this.mark(",");
		return this.role("and") || comma;
	}

	/** Whether a phrase may start here: not within a longer word, name or number. */
	isWordStart(): boolean {
		const before = this.tokens[this.at - 1];
		if (!before || !this.isGlued()) return true;
		return OPENING.has(before.text) || before.text.startsWith("\uE001");
	}

	/** Whether a phrase may end here. */
	isWordEnd(): boolean {
		const next = this.tokens[this.at];
		if (!next?.isGlued) return true;
		if (next.kind !== "mark") return false;
		const behind = this.tokens[this.at + 1];
		return !(JOINING.has(next.text) && behind?.isGlued && behind.kind !== "mark");
	}

	/** Whether the text, a sentence or a part of it ends here, so that nothing here is counted. */
	isBoundary(): boolean {
		const next = this.tokens[this.at];
		return !next || BOUNDARY.has(next.text) || next.text.startsWith("\uE001");
	}
}

const BOUNDARY = new Set([".", ",", ";", ":", "!", "?", ")", "]", "}", "…", "-"]);

function isOfKind<Kind extends Meaning["kind"]>(
	meaning: Meaning,
	kind: Kind,
): meaning is MeaningOf<Kind> {
	return meaning.kind === kind;
}
