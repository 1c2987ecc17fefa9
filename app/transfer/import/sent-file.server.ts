import { AppError, Invalid } from "#app/core/errors.ts";
import { IMPORT_MAX_BYTES } from "#domain/transfer/transfer.ts";
import type { SentFile } from "./read-import.server.ts";

/** The names and line ends that a form puts around its file. */
const FORM_MAX_BYTES = 64 * 1024;
/** Beyond that nobody is owed an answer. */
const READ_AWAY_MAX_BYTES = 128 * 1024 * 1024;
const HEADERS_MAX_BYTES = 16 * 1024;
const NAME_MAX_LENGTH = 100;

const BLANK_LINE = Buffer.from("\r\n\r\n");

/**
 * Does something with the file in a request: its field `file` (multipart/form-data, RFC 7578) or the
 * body itself. It is read as it is used, and never in memory as a whole. Throws `Invalid` where there is
 * none, what `use` throws, and while it is read an `AppError` 413 once it is too long.
 */
export async function withSentFile<T>(
	request: Request,
	use: (file: SentFile) => Promise<T>,
): Promise<T> {
	if (request.body === null) throw noFile();
	const type = request.headers.get("content-type") ?? "";
	const isForm = /^multipart\/form-data\b/i.test(type);
	const most = IMPORT_MAX_BYTES + (isForm ? FORM_MAX_BYTES : 0);
	const chunks = request.body[Symbol.asyncIterator]();
	// Without a `return`, so that it does not end where a loop over it does.
	const body = { [Symbol.asyncIterator]: () => ({ next: () => chunks.next() }) };
	try {
		if (Number(request.headers.get("content-length")) > most) throw tooLarge();
		const bytes = bounded(body, most);
		return await use(isForm ? await fileOfForm(bytes, boundaryOf(type)) : { name: null, bytes });
	} finally {
		await readAway(body);
	}
}

/**
 * What was not looked at of a file that is refused: with a body that is not read to its end the
 * runtime cuts the connection, before its answer has arrived or behind it.
 */
async function readAway(body: AsyncIterable<Uint8Array>) {
	let size = 0;
	try {
		for await (const chunk of body) {
			size += chunk.byteLength;
			if (size > READ_AWAY_MAX_BYTES) return;
		}
	} catch {
		// Its sender is gone. What is to be said is said already.
	}
}

function boundaryOf(type: string): string {
	const [, quoted, plain] = /;\s*boundary=(?:"([^"]{1,70})"|([^\s;]{1,70}))/i.exec(type) ?? [];
	const boundary = quoted ?? plain;
	if (boundary === undefined)
		throw new Invalid([fileError("This form is broken: it has no boundary.")]);
	return boundary;
}

async function fileOfForm(bytes: AsyncIterable<Uint8Array>, boundary: string): Promise<SentFile> {
	const delimiter = Buffer.from(`\r\n--${boundary}`);
	const form = new FormBytes(bytes);
	await drain(form.until(delimiter));
	for (;;) {
		const end = await form.take(2);
		if (end.equals(Buffer.from("--"))) throw noFile();
		// Behind a boundary its line ends, and the part's headers begin.
		const headers = (await drain(form.until(BLANK_LINE), HEADERS_MAX_BYTES)).toString("utf8");
		const disposition = /^content-disposition:(.*)$/im.exec(headers)?.[1] ?? "";
		if (parameter(disposition, "name") === "file") {
			const name = parameter(disposition, "filename");
			if (name === "") throw noFile();
			return { name: name === null ? null : baseName(name), bytes: form.until(delimiter) };
		}
		await drain(form.until(delimiter));
	}
}

/** The bytes of a form, taken up to where something stands. */
class FormBytes {
	readonly #source: AsyncIterator<Uint8Array>;
	// As if a line came before the first boundary, too.
	#held: Buffer = Buffer.from("\r\n");

	constructor(bytes: AsyncIterable<Uint8Array>) {
		this.#source = bytes[Symbol.asyncIterator]();
	}

	async *until(delimiter: Buffer): AsyncGenerator<Uint8Array> {
		for (;;) {
			const at = this.#held.indexOf(delimiter);
			if (at !== -1) {
				if (at > 0) yield this.#held.subarray(0, at);
				this.#held = this.#held.subarray(at + delimiter.length);
				return;
			}
			// All but what could be the delimiter's beginning.
			const sure = this.#held.length - delimiter.length + 1;
			if (sure > 0) {
				yield this.#held.subarray(0, sure);
				this.#held = this.#held.subarray(sure);
			}
			await this.#more();
		}
	}

	async take(length: number): Promise<Buffer> {
		while (this.#held.length < length) await this.#more();
		const taken = this.#held.subarray(0, length);
		// The line end stays: without headers it is half of the blank line.
		if (!taken.equals(Buffer.from("\r\n"))) this.#held = this.#held.subarray(length);
		return taken;
	}

	async #more() {
		const { done, value } = await this.#source.next();
		if (done) throw new Invalid([fileError("The file did not arrive whole. Send it again.")]);
		this.#held = Buffer.concat([this.#held, value]);
	}
}

async function drain(bytes: AsyncIterable<Uint8Array>, keep = 0): Promise<Buffer> {
	const kept: Uint8Array[] = [];
	let size = 0;
	for await (const chunk of bytes) {
		size += chunk.byteLength;
		if (keep === 0) continue;
		if (size > keep) throw new Invalid([fileError("This form is broken.")]);
		kept.push(chunk);
	}
	return Buffer.concat(kept);
}

async function* bounded(body: AsyncIterable<Uint8Array>, max: number): AsyncGenerator<Uint8Array> {
	let size = 0;
	for await (const chunk of body) {
		size += chunk.byteLength;
		if (size > max) throw tooLarge();
		yield chunk;
	}
}

function parameter(disposition: string, name: string): string | null {
	const found = new RegExp(`;\\s*${name}=(?:"((?:[^"\\\\]|\\\\.)*)"|([^\\s;]+))`, "i").exec(
		disposition,
	);
	if (!found) return null;
	return (found[1] ?? found[2] ?? "").replace(/\\(.)/g, "$1").replaceAll("%22", '"');
}

/** Only to be shown: some browsers send the whole path. */
function baseName(name: string): string {
	const base = name.split(/[\\/]/).at(-1) ?? "";
	return base.replace(/\p{Cc}/gu, "").slice(0, NAME_MAX_LENGTH);
}

function noFile() {
	return new Invalid([fileError("Choose a file first.")]);
}

function fileError(message: string) {
	return { path: "file", message };
}

function tooLarge() {
	const most = IMPORT_MAX_BYTES / 1024 / 1024;
	return new AppError(`This file is larger than ${most} MB, which is the most we take. Split it.`, {
		status: 413,
		code: "too-large",
	});
}
