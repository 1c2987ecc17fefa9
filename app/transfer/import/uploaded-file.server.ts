import { Readable } from "node:stream";
import { AppError, Invalid } from "#app/core/errors.ts";
import { IMPORT_MAX_BYTES } from "#domain/limits.ts";

/** A file that somebody sent. `name` is null where the request has none. */
export type UploadedFile = { name: string | null; bytes: AsyncIterable<Uint8Array> };

/** The names and line ends that a form puts around its file. */
const FORM_MAX_BYTES = 64 * 1024;
/** As much is read of a body that is refused; beyond that its sender loses the connection. */
const DRAIN_MAX_BYTES = 128 * 1024 * 1024;
const HEADERS_MAX_BYTES = 16 * 1024;
const NAME_MAX_LENGTH = 100;

/**
 * Does something with the file in a request: its field `file` (multipart/form-data, RFC 7578) or the
 * body itself. It is read as it is used, and never in memory as a whole. Throws `Invalid` where there is
 * none, what `use` throws, and while it is read an `AppError` 413 once it is too long.
 */
export async function withUploadedFile<T>(
	request: Request,
	use: (file: UploadedFile) => Promise<T>,
): Promise<T> {
	if (request.body === null) throw noFile();
	const type = request.headers.get("content-type") ?? "";
	const isForm = /^multipart\/form-data\b/i.test(type);
	const maxBytes = IMPORT_MAX_BYTES + (isForm ? FORM_MAX_BYTES : 0);
	const chunks = request.body[Symbol.asyncIterator]();
	// Without a `return` method, so that breaking out of a loop over it does not close the body.
	const body = { [Symbol.asyncIterator]: () => ({ next: () => chunks.next() }) };
	try {
		if (Number(request.headers.get("content-length")) > maxBytes) throw tooLarge();
		const bytes = limitSize(body, maxBytes);
		return await use(isForm ? await findFile(bytes, type) : { name: null, bytes });
	} finally {
		await drainBody(body);
	}
}

/**
 * Reads what is left of the body of a request that is refused. Otherwise the runtime closes the
 * connection, possibly before the response has arrived.
 */
async function drainBody(body: AsyncIterable<Uint8Array>) {
	let size = 0;
	try {
		for await (const chunk of body) {
			size += chunk.byteLength;
			if (size > DRAIN_MAX_BYTES) return;
		}
	} catch {
		// The sender is gone; the response is settled already.
	}
}

/**
 * Reads a form up to its field `file`, whichever fields come first. The file is read on as its bytes
 * are asked for. Throws `Invalid` when there is no such field, or it is empty, or the form is cut off.
 */
async function findFile(form: AsyncIterable<Uint8Array>, type: string): Promise<UploadedFile> {
	if (!/;\s*boundary="?[^\s;"]/i.test(type)) {
		throw new Invalid([fileError("This form is broken: it has no boundary.")]);
	}
	// Few requests bring a file.
	const { Busboy } = await import("@fastify/busboy");
	const source = Readable.from(form);
	const parser = new Busboy({
		headers: { "content-type": type },
		limits: { headerSize: HEADERS_MAX_BYTES },
		preservePath: true,
		// Each field is a stream, so that none is gathered in memory.
		isPartAFile: () => true,
	});
	return new Promise((resolve, reject) => {
		let isFound = false;
		parser.on("file", (field, part, name: string | undefined) => {
			// Without a listener a form that is cut off would end the process.
			part.on("error", () => {});
			if (field !== "file" || isFound) return part.resume();
			isFound = true;
			if (name === "") return reject(noFile());
			source.on("error", (error) => part.destroy(error));
			resolve({ name: name === undefined ? null : baseName(name), bytes: bytesOf(part) });
		});
		parser.on("finish", () => reject(noFile()));
		parser.on("error", () => reject(cutOff()));
		source.on("error", reject);
		source.pipe(parser);
	});
}

/** The parser ends a part that is cut off like a whole one, once it has emitted its error. */
function bytesOf(part: Readable): AsyncGenerator<Uint8Array> {
	let isCutOff = false;
	part.on("error", () => {
		isCutOff = true;
	});
	return (async function* () {
		try {
			yield* part;
		} catch (error) {
			throw error instanceof AppError ? error : cutOff();
		}
		if (isCutOff) throw cutOff();
	})();
}

async function* limitSize(
	body: AsyncIterable<Uint8Array>,
	max: number,
): AsyncGenerator<Uint8Array> {
	let size = 0;
	for await (const chunk of body) {
		size += chunk.byteLength;
		if (size > max) throw tooLarge();
		yield chunk;
	}
}

/** Only to be shown: some browsers send the whole path. */
function baseName(name: string): string {
	// Browsers write a quote as %22 (HTML, "multipart/form-data encoding algorithm").
	const base = name.replaceAll("%22", '"').split(/[\\/]/).at(-1) ?? "";
	return base.replace(/\p{Cc}/gu, "").slice(0, NAME_MAX_LENGTH);
}

function cutOff() {
	return new Invalid([fileError("The file did not arrive whole. Send it again.")]);
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
