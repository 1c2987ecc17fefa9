import { readCalendar } from "#app/transfer/calendar/calendar-reader.ts";
import { readCsv } from "#app/transfer/csv/csv-reader.ts";
import { EmptyFile, FileError } from "#app/transfer/file/file-error.ts";
import { readText } from "#app/transfer/file/file-text.ts";
import type { ReadContext, Reader, Reading } from "#app/transfer/file/reading.ts";
import { readJson } from "#app/transfer/json/json-reader.ts";
import { isTodoistHeader } from "#app/transfer/todoist/todoist-rows.ts";
import type { ImportFormat } from "#domain/transfer/transfer.ts";

const READERS: Record<ImportFormat, Reader> = {
	json: readJson,
	csv: readCsv,
	todoist: readCsv,
	ics: readCalendar,
};

/** The format of a file, and what is in it. */
export type FileReading = {
	format: ImportFormat;
	readings: AsyncGenerator<Reading, void, undefined>;
};

/**
 * Reads a file of tasks as it comes. The format is told by the content alone, not by the file's name
 * or type. Throws `FileError` when there is none; the readings throw it where the file breaks off.
 */
export async function readFile(
	bytes: AsyncIterable<Uint8Array>,
	context: ReadContext,
): Promise<FileReading> {
	const pieces = readText(bytes);
	let head = "";
	// A line at least, unless it is a long one.
	while (head.trimStart().length < HEAD_LENGTH && !/\S[^\n]*\n/.test(head)) {
		const { done, value } = await pieces.next();
		if (done) break;
		head += value;
	}
	if (head.trim() === "") throw new EmptyFile();
	const format = formatOf(head.trimStart());
	const text = startingWith(head, pieces);
	return { format, readings: READERS[format](text, context) };
}

const HEAD_LENGTH = 4096;

function formatOf(head: string): ImportFormat {
	if (/^[{[]/.test(head)) return "json";
	if (/^BEGIN:VCALENDAR\b/i.test(head)) return "ics";
	if (/^BEGIN:VCARD\b/i.test(head)) throw new FileError(1, "These are contacts, not tasks.");
	if (/^<(?:!doctype|html|\?xml|[a-z]+[\s>])/i.test(head)) {
		throw new FileError(
			1,
			"This is a web page or XML, not a list of tasks. Save it as CSV or JSON.",
		);
	}
	const [first = ""] = head.split("\n", 1);
	const names = first.split(/[,;\t]/).map((name) => name.trim().replace(/^"|"$/g, ""));
	return isTodoistHeader(names) ? "todoist" : "csv";
}

async function* startingWith(head: string, rest: AsyncIterable<string>) {
	yield head;
	yield* rest;
}
