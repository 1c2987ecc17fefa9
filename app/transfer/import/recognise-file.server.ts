import { AppError, Invalid } from "#app/core/errors.ts";
import { EmptyFile, FileError } from "#app/transfer/file/file-error.ts";
import type { ReadContext } from "#app/transfer/file/reading.ts";
import { FORMAT_NAMES, type ImportFormat } from "#domain/transfer/transfer.ts";
import type { FileReading } from "./file-reader.ts";
import type { UploadedFile } from "./uploaded-file.server.ts";

/**
 * Tells the format of a file by its content, and begins to read it. Where the file's extension says
 * another format, that is the first note. Throws `Invalid` for an empty file, an `AppError` 415 for one
 * that is no list of tasks at all, and what `bytes` throw; a `FileError` comes later, from the readings.
 */
export async function recogniseFile(
	{ name, bytes }: UploadedFile,
	context: ReadContext,
): Promise<FileReading> {
	const reading = await openFile(bytes, context);
	const message = extensionMismatch(name, reading.format);
	if (message === null) return reading;
	return { ...reading, readings: startingWithNote(message, reading.readings) };
}

async function openFile(bytes: UploadedFile["bytes"], context: ReadContext): Promise<FileReading> {
	try {
		// The readers of all formats are large, and few requests bring a file.
		const { readFile } = await import("./file-reader.ts");
		return await readFile(bytes, context);
	} catch (error) {
		if (error instanceof EmptyFile) throw new Invalid([{ path: "file", message: error.message }]);
		if (!(error instanceof FileError)) throw error;
		throw new AppError(error.message, { status: 415, code: "unknown-file" });
	}
}

async function* startingWithNote(
	message: string,
	rest: FileReading["readings"],
): FileReading["readings"] {
	yield { kind: "note", line: 1, message };
	yield* rest;
}

const EXTENSIONS = new Map<string, ImportFormat[]>([
	["json", ["json"]],
	["csv", ["csv", "todoist"]],
	["tsv", ["csv", "todoist"]],
	["ics", ["ics"]],
	["ical", ["ics"]],
]);

/** A sentence when the extension of the name promises another format; null when it has none of ours. */
function extensionMismatch(name: string | null, format: ImportFormat): string | null {
	const extension = /\.(\w+)$/.exec(name ?? "")?.[1]?.toLowerCase() ?? "";
	const promised = EXTENSIONS.get(extension);
	if (!promised || promised.includes(format)) return null;
	return `The file is named .${extension}, but it is ${FORMAT_NAMES[format]}, and was read as that.`;
}
