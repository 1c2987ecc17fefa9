import { FileError } from "./file-error.ts";

/** How other files begin, so that they can be called by their names. */
const SIGNATURES: Array<[bytes: number[] | string, name: string]> = [
	[[0x89, 0x50, 0x4e, 0x47], "a PNG picture"],
	[[0xff, 0xd8, 0xff], "a JPEG picture"],
	["GIF8", "a GIF picture"],
	["%PDF", "a PDF"],
	[
		"PK\u0003\u0004",
		"a ZIP archive, as Excel workbooks and backups are. Unpack it, or save the sheet as CSV",
	],
	[[0x1f, 0x8b], "compressed by gzip. Unpack it"],
	[[0xd0, 0xcf, 0x11, 0xe0], "an Excel or Word document. Save the sheet as CSV"],
	["SQLite format 3", "an SQLite database"],
];

const HEAD_LENGTH = 1024;

/**
 * The text of a file, in pieces, with lines ended by \n alone: UTF-8, or UTF-16 in either order, by its
 * byte order mark or by its look. Throws `FileError` where it is no text, behind all that is.
 */
export async function* readText(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
	const { head, rest } = await splitHead(bytes);
	const encoding = encodingOf(head);
	const decoder = new StrictDecoder(encoding);
	let line = 1;
	let heldBack = "";
	for await (const chunk of whole(rest)) {
		const { text: decoded, isBroken } = decoder.decode(chunk);
		const end = decoded.indexOf("\0");
		const text = heldBack + (end === -1 ? decoded : decoded.slice(0, end));
		const isOver = isBroken || end !== -1 || chunk === null;
		// Whether a \n follows it is seen in the next piece.
		heldBack = !isOver && text.endsWith("\r") ? "\r" : "";
		const tidied = (heldBack ? text.slice(0, -1) : text).replace(/\r\n?/g, "\n");
		line += countLines(tidied);
		if (tidied !== "") yield tidied;
		if (end !== -1) throw new FileError(line, "This is not a text file.");
		if (isBroken) throw notText(line, encoding);
	}
}

/** The chunks, and null for their end. */
async function* whole(chunks: AsyncIterable<Uint8Array>) {
	yield* chunks;
	yield null;
}

/** Decodes text up to where it is none. */
class StrictDecoder {
	readonly #strict: TextDecoder;
	/** Writes U+FFFD for bytes that are no text, which shows where they begin. */
	readonly #lenient: TextDecoder;
	readonly #isBigEndian: boolean;
	#odd: number[] = [];

	constructor(encoding: Encoding) {
		const name = encoding === "utf-8" ? "utf-8" : "utf-16le";
		this.#strict = new TextDecoder(name, { fatal: true });
		this.#lenient = new TextDecoder(name);
		this.#isBigEndian = encoding === "utf-16be";
	}

	/** `chunk` null is the end. */
	decode(chunk: Uint8Array | null): { text: string; isBroken: boolean } {
		const part = this.#isBigEndian ? this.#swapped(chunk) : (chunk ?? new Uint8Array());
		const stream = chunk !== null;
		const text = this.#lenient.decode(part, { stream });
		try {
			this.#strict.decode(part, { stream });
		} catch {
			const [good = ""] = text.split("\uFFFD", 1);
			return { text: good, isBroken: true };
		}
		return { text, isBroken: false };
	}

	/** With the bytes of each pair in the other order. */
	#swapped(chunk: Uint8Array | null): Uint8Array {
		const all = new Uint8Array([...this.#odd, ...(chunk ?? [])]);
		const even = chunk === null ? all.byteLength : all.byteLength - (all.byteLength % 2);
		for (let i = 0; i + 1 < even; i += 2) {
			[all[i], all[i + 1]] = [all[i + 1] as number, all[i] as number];
		}
		this.#odd = [...all.subarray(even)];
		return all.subarray(0, even);
	}
}

/** The number of line feeds in a text. */
export function countLines(text: string): number {
	let count = 0;
	for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) count += 1;
	return count;
}

async function splitHead(bytes: AsyncIterable<Uint8Array>) {
	const iterator = bytes[Symbol.asyncIterator]();
	const first: Uint8Array[] = [];
	let size = 0;
	while (size < HEAD_LENGTH) {
		const { done, value } = await iterator.next();
		if (done) break;
		first.push(value);
		size += value.byteLength;
	}
	const head = new Uint8Array(Math.min(size, HEAD_LENGTH));
	let at = 0;
	for (const chunk of first) {
		head.set(chunk.subarray(0, HEAD_LENGTH - at), at);
		at = Math.min(HEAD_LENGTH, at + chunk.byteLength);
	}
	return { head, rest: chain(first, iterator) };
}

async function* chain(first: Uint8Array[], rest: AsyncIterator<Uint8Array>) {
	yield* first;
	for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}

type Encoding = "utf-8" | "utf-16le" | "utf-16be";

function encodingOf(head: Uint8Array): Encoding {
	for (const [signature, name] of SIGNATURES) {
		const start =
			typeof signature === "string" ? [...new TextEncoder().encode(signature)] : signature;
		if (start.every((byte, i) => head[i] === byte)) {
			throw new FileError(1, `This is not a list of tasks, but ${name}.`);
		}
	}
	const [a, b, c, d] = head;
	if (a === 0xff && b === 0xfe && c === 0 && d === 0) {
		throw new FileError(1, "This text is in UTF-32. Save it as UTF-8.");
	}
	if (a === 0xff && b === 0xfe) return "utf-16le";
	if (a === 0xfe && b === 0xff) return "utf-16be";
	// Without a mark: what files begin with is ASCII, of which UTF-16 makes every other byte zero.
	if (a !== 0 && b === 0 && c !== 0 && d === 0) return "utf-16le";
	if (a === 0 && b !== 0 && c === 0 && d !== 0) return "utf-16be";
	if (head.includes(0)) throw new FileError(1, "This is not a text file.");
	return "utf-8";
}

function notText(line: number, encoding: Encoding) {
	const name = encoding === "utf-8" ? "UTF-8" : "UTF-16";
	return new FileError(
		line,
		`From here on the file is not ${name}. Save it as “CSV UTF-8”, or as UTF-8.`,
	);
}
