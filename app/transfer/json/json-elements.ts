import { FileError } from "#app/transfer/file/file-error.ts";
import { RECORD_MAX_LENGTH } from "#domain/transfer/transfer.ts";

export type JsonElement = { line: number; value: unknown };

const QUOTE = 34;
const BACKSLASH = 92;
const NEWLINE = 10;
const COMMA = 44;
const COLON = 58;
const [OPEN_ARRAY, CLOSE_ARRAY, OPEN_OBJECT, CLOSE_OBJECT] = [91, 93, 123, 125];

/**
 * Takes JSON apart as it comes: a list, or an object with a list under `listName`, is given element by
 * element, so that it never has to be in memory as a whole. Of the object's other fields those before
 * the list are in `fields` by then. Throws `FileError`.
 */
export class JsonElements {
	readonly fields: Record<string, unknown> = {};
	readonly #listName: string;
	/** How deep the character at hand is, and how deep elements (or the object's fields) are. */
	#depth = 0;
	#level = 0;
	#root: "list" | "object" | null = null;
	#key: string | null = null;
	#inString = false;
	#escaped = false;
	#isOver = false;
	#hasList = false;
	/** A comma was the last thing at the level: a value has to follow. */
	#isOwed = false;
	#line = 1;
	#valueLine = 1;
	/** The text of the value (or key) at hand as far as it came in earlier pieces; null between two. */
	#held: string | null = null;

	constructor(listName: string) {
		this.#listName = listName;
	}

	*push(text: string): Generator<JsonElement> {
		let start = this.#held === null ? -1 : 0;
		for (let i = 0; i < text.length; i += 1) {
			const code = text.charCodeAt(i);
			if (code === NEWLINE) this.#line += 1;
			if (this.#inString) {
				if (this.#escaped) this.#escaped = false;
				else if (code === BACKSLASH) this.#escaped = true;
				else if (code === QUOTE) this.#inString = false;
				continue;
			}
			if (code === 32 || code === NEWLINE || code === 9 || code === 13) continue;
			if (this.#isOver) throw new FileError(this.#line, "Something follows the end of the JSON.");
			if (this.#root === null) {
				this.#begin(code);
				continue;
			}
			const isClosing = code === CLOSE_ARRAY || code === CLOSE_OBJECT;
			if (this.#depth === this.#level && (code === COMMA || code === COLON || isClosing)) {
				const value = start === -1 ? null : (this.#held ?? "") + text.slice(start, i);
				this.#held = null;
				start = -1;
				yield* this.#end(code, value);
				continue;
			}
			if (start === -1) {
				if (code === OPEN_ARRAY && this.#isListNext()) {
					this.#depth = 2;
					this.#level = 2;
					this.#hasList = true;
					this.#isOwed = false;
					continue;
				}
				start = i;
				this.#valueLine = this.#line;
			}
			if (code === QUOTE) this.#inString = true;
			else if (code === OPEN_ARRAY || code === OPEN_OBJECT) this.#depth += 1;
			else if (isClosing) this.#depth -= 1;
		}
		if (start !== -1) this.#hold(text.slice(start));
	}

	/** To be called at the end of the file. */
	end(): void {
		if (this.#root === null) throw new FileError(1, "The file is empty.");
		if (!this.#isOver) {
			throw new FileError(
				this.#line,
				"The JSON is not complete: the file ends in the middle of it.",
			);
		}
		if (this.#root === "object" && !this.#hasList) {
			throw new FileError(1, `This JSON has no list named “${this.#listName}”.`);
		}
	}

	#begin(code: number) {
		if (code !== OPEN_ARRAY && code !== OPEN_OBJECT) {
			throw new FileError(this.#line, "This is not JSON with a list of tasks.");
		}
		this.#root = code === OPEN_ARRAY ? "list" : "object";
		this.#hasList = code === OPEN_ARRAY;
		this.#depth = 1;
		this.#level = 1;
	}

	#isListNext() {
		return this.#level === 1 && this.#root === "object" && this.#key === this.#listName;
	}

	*#end(code: number, text: string | null): Generator<JsonElement> {
		const isField = this.#level === 1 && this.#root === "object";
		if (code === COLON) {
			if (!isField || text === null || this.#key !== null) throw this.#broken(this.#line);
			const key = this.#parse(text);
			if (typeof key !== "string") throw this.#broken(this.#valueLine);
			this.#key = key;
			return;
		}
		if (text !== null) {
			const value = this.#parse(text);
			if (isField) {
				if (this.#key === null) throw this.#broken(this.#valueLine);
				this.fields[this.#key] = value;
			} else yield { line: this.#valueLine, value };
		} else if (code === COMMA ? !this.#isListOver() : this.#isOwed) throw this.#broken(this.#line);
		this.#isOwed = code === COMMA;
		if (isField) this.#key = null;
		if (code === COMMA) return;
		if (code !== (isField ? CLOSE_OBJECT : CLOSE_ARRAY)) throw this.#broken(this.#line);
		this.#level -= 1;
		this.#depth = this.#level;
		if (this.#level === 0) this.#isOver = true;
	}

	/** Behind the list its own field is at an end, without a text of its own. */
	#isListOver() {
		return this.#isListNext() && this.#hasList;
	}

	#parse(text: string): unknown {
		if (text.length > RECORD_MAX_LENGTH) throw this.#tooLong();
		try {
			return JSON.parse(text);
		} catch {
			throw this.#broken(this.#valueLine);
		}
	}

	#hold(text: string) {
		this.#held = (this.#held ?? "") + text;
		if (this.#held.length > RECORD_MAX_LENGTH) throw this.#tooLong();
	}

	#tooLong() {
		const most = RECORD_MAX_LENGTH.toLocaleString("en");
		return new FileError(
			this.#valueLine,
			`What begins here is longer than ${most} characters. No task is.`,
		);
	}

	#broken(line: number) {
		return new FileError(line, "This is not valid JSON here.");
	}
}
