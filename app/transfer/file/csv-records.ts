import Papa from "papaparse";
import { CSV_CELLS_MAX, RECORD_MAX_LENGTH } from "#domain/limits.ts";
import { FileError } from "./file-error.ts";
import { countLines } from "./file-text.ts";

export type CsvRecord = { line: number; values: string[] };

type Parsed = {
	data: string[][];
	errors: { code: string; row: number }[];
	meta: { cursor: number };
};

const DELIMITERS = [",", ";", "\t"];

/**
 * The records of a CSV file (RFC 4180), as they come, each with the line it begins in. Commas,
 * semicolons or tabs are told apart by the first line; empty records are left out. Throws `FileError`.
 */
export async function* readCsvRecords(text: AsyncIterable<string>): AsyncGenerator<CsvRecord> {
	let rest = "";
	let line = 1;
	let parser: Papa.Parser | null = null;
	let records: CsvRecord[] = [];
	let broken: FileError | null = null;
	let start = 0;
	// Called with each record: by where it ends in the text, its line and the next one's are known.
	const step = ({ data, errors, meta }: Parsed) => {
		if (broken) return;
		if (errors.length > 0) {
			broken = badQuotes(line, errors[0]?.code);
			return;
		}
		const [values = []] = data;
		if (values.length > CSV_CELLS_MAX) {
			broken = new FileError(line, `This row has more than ${CSV_CELLS_MAX} cells. No task has.`);
			return;
		}
		if (values.some((value) => value !== "")) records.push({ line, values });
		line += countLines(rest.slice(start, meta.cursor));
		start = meta.cursor;
	};
	const read = function* (isLast: boolean) {
		parser ??= new Papa.Parser({
			delimiter: delimiterOf(rest),
			newline: "\n",
			step: step as unknown as Papa.ParseConfig["step"],
		});
		records = [];
		start = 0;
		parser.parse(rest, 0, !isLast);
		rest = rest.slice(start);
		yield* records;
		if (broken) throw broken;
	};
	for await (const piece of text) {
		rest += piece;
		if (rest.includes("\n")) yield* read(false);
		if (rest.length > RECORD_MAX_LENGTH) throw tooLong(line, rest);
	}
	if (rest !== "") yield* read(true);
}

function delimiterOf(text: string): string {
	const [first = ""] = text.split("\n", 1);
	const counts = DELIMITERS.map((delimiter) => first.split(delimiter).length);
	return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ",";
}

function badQuotes(line: number, code: string | undefined) {
	return code === "MissingQuotes"
		? neverClosed(line)
		: new FileError(
				line,
				"Behind a closing quote there is more text. Quotes inside of quotes are doubled.",
			);
}

function tooLong(line: number, text: string) {
	if (text.includes('"')) return neverClosed(line);
	return new FileError(
		line,
		`This line is longer than ${RECORD_MAX_LENGTH.toLocaleString("en")} characters. No task is.`,
	);
}

function neverClosed(line: number) {
	return new FileError(line, "In the row that begins here a quote is opened and never closed.");
}
