import { JSONParser, TokenType } from "@streamparser/json";
import { FileError } from "#app/transfer/file/file-error.ts";
import { IMPORT_JSON_DEPTH_MAX, RECORD_MAX_LENGTH } from "#domain/limits.ts";

export type JsonElement = { line: number; value: unknown };

/** Lines, each with its line ends; long ones in parts, after each of which the limits are checked. */
const PARTS_OF_LINES = /[^\n]{1,4096}\n*|\n+/g;

const OPENING = new Set([TokenType.LEFT_BRACE, TokenType.LEFT_BRACKET]);
const CLOSING = new Set([TokenType.RIGHT_BRACE, TokenType.RIGHT_BRACKET]);
const SEPARATING = new Set([TokenType.COMMA, TokenType.COLON]);

/**
 * Takes JSON apart as it comes: a list, or an object with a list under `listName`, is given element by
 * element, so that it never has to be in memory as a whole. Of the object's other fields those before
 * the list are in `fields` by then. Adds to the parser what it does not have: the line that an element
 * begins in, and limits on an element's length and depth. Throws `FileError`.
 */
export class JsonElements {
	readonly fields: Record<string, unknown> = {};
	readonly #listName: string;
	readonly #parser: JSONParser;
	#hasList = false;
	/** Complete, and given once a comma or the list's end has followed. */
	#element: JsonElement | null = null;
	#found: JsonElement[] = [];
	/** How many lists and objects are open, and how many of them are around an element or a field. */
	#depth = 0;
	#level = 1;
	/** The latest text that may turn out to be a key of the object. */
	#text: unknown = null;
	#key: unknown = null;
	#line = 1;
	#elementLine = 1;
	/** The latest token belonged to an element or field, which is broken if it is not valid there. */
	#isInside = false;
	/** Characters of the element at hand, without those of the part in which it began. */
	#length = 0;

	constructor(listName: string) {
		this.#listName = listName;
		this.#parser = new JSONParser({ paths: ["$.*", `$.${listName}.*`] });
		this.#parser.onToken = ({ token, value }) => this.#follow(token, value);
		this.#parser.onValue = ({ value, key, parent, stack }) => {
			if (Array.isArray(parent)) {
				this.#element = { line: this.#elementLine, value };
				// The parser would keep all elements of the list.
				parent.length = 0;
			} else if (stack.length === 1) this.fields[String(key)] = value;
		};
	}

	*push(text: string): Generator<JsonElement> {
		for (const [part] of text.matchAll(PARTS_OF_LINES)) {
			let error: FileError | null = null;
			const newline = part.indexOf("\n");
			this.#length += newline === -1 ? part.length : newline;
			try {
				this.#parser.write(part);
				if (this.#length > RECORD_MAX_LENGTH) throw this.#tooLong();
			} catch (cause) {
				error = cause instanceof FileError ? cause : this.#broken();
			}
			yield* this.#found.splice(0);
			if (error) throw error;
			if (newline !== -1) this.#line += part.length - newline;
		}
	}

	/** To be called at the end of the file. */
	end(): void {
		if (!this.#parser.isEnded) {
			throw new FileError(
				this.#line,
				"The JSON is not complete: the file ends in the middle of it.",
			);
		}
		if (!this.#hasList) {
			throw new FileError(1, `This JSON has no list named “${this.#listName}”.`);
		}
	}

	/** Called with each token before the parser takes it. */
	#follow(token: TokenType, value: unknown) {
		this.#isInside = this.#depth > this.#level;
		const isOpening = OPENING.has(token);
		if (this.#depth <= this.#level) {
			this.#length = 0;
			if (isOpening && this.#depth === 0) this.#hasList ||= token === TokenType.LEFT_BRACKET;
			else if (SEPARATING.has(token) || CLOSING.has(token)) this.#endElement(token);
			else this.#beginElement(token, value);
		}
		if (isOpening) this.#depth += 1;
		if (CLOSING.has(token)) this.#depth -= 1;
		this.#level = Math.min(this.#level, Math.max(this.#depth, 1));
		if (this.#depth - this.#level > IMPORT_JSON_DEPTH_MAX) throw this.#tooDeep();
	}

	#beginElement(token: TokenType, value: unknown) {
		this.#elementLine = this.#line;
		this.#text = value;
		const isList = token === TokenType.LEFT_BRACKET && this.#key === this.#listName;
		if (!isList || this.#depth !== 1) return;
		this.#hasList = true;
		this.#level = 2;
	}

	#endElement(token: TokenType) {
		if (this.#element && token !== TokenType.COLON) this.#found.push(this.#element);
		this.#element = null;
		if (this.#depth === 1) this.#key = token === TokenType.COLON ? this.#text : null;
	}

	#tooLong() {
		const most = RECORD_MAX_LENGTH.toLocaleString("en");
		return new FileError(
			this.#elementLine,
			`What begins here is longer than ${most} characters. No task is.`,
		);
	}

	#tooDeep() {
		return new FileError(
			this.#elementLine,
			`What begins here has more than ${IMPORT_JSON_DEPTH_MAX} lists or objects in each other. No task has.`,
		);
	}

	#broken() {
		if (this.#parser.isEnded) {
			return new FileError(this.#line, "Something follows the end of the JSON.");
		}
		const isInside = this.#isInside || this.#depth > this.#level;
		const line = isInside ? this.#elementLine : this.#line;
		return new FileError(line, "This is not valid JSON here.");
	}
}
