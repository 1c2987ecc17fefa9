import { JSON_DEPTH_MAX } from "#domain/limits.ts";

/**
 * JSON as the API takes it (RFC 8259, as narrowed by I-JSON, RFC 7493): an object never names a key
 * twice, since programs differ in which of the two they believe, and nothing is nested deeper than
 * `JSON_DEPTH_MAX`.
 */

/** Reads JSON. Throws a SyntaxError with a sentence for people. */
export function parseStrictJson(text: string): unknown {
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch {
		throw new SyntaxError("The body is not valid JSON.");
	}
	checkStructure(text);
	return value;
}

const TOKEN = /"(?:[^"\\]|\\.)*"|[[\]{}]/g;
const COLON = /\s*:/y;

/** The text is valid JSON, so the tokens alone tell how it is built. */
function checkStructure(text: string) {
	const keys: (Set<string> | null)[] = [];
	for (const { 0: token, index } of text.matchAll(TOKEN)) {
		switch (token) {
			case "{":
			case "[":
				keys.push(token === "{" ? new Set() : null);
				if (keys.length > JSON_DEPTH_MAX) {
					throw new SyntaxError(`The body is nested deeper than ${JSON_DEPTH_MAX} levels.`);
				}
				break;
			case "}":
			case "]":
				keys.pop();
				break;
			default: {
				COLON.lastIndex = index + token.length;
				if (!COLON.test(text)) break;
				const key: string = JSON.parse(token);
				const seen = keys.at(-1);
				if (seen?.has(key)) {
					throw new SyntaxError(`The body names ${token.slice(0, 60)} twice in one object.`);
				}
				seen?.add(key);
			}
		}
	}
}
