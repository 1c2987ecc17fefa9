import { type CsvRecord, readCsvRecords } from "#app/transfer/file/csv-records.ts";
import { FileError } from "#app/transfer/file/file-error.ts";
import { unescapeFormula } from "#app/transfer/file/formulas.ts";
import type { ReadContext, Reader, Reading, ReadTask } from "#app/transfer/file/reading.ts";
import { isTodoistHeader, TodoistRows } from "#app/transfer/todoist/todoist-rows.ts";
import { CSV_COLUMNS } from "./csv-columns.ts";

/**
 * Reads CSV: an export of Tend, a sheet with a column for the title, or Todoist's own export, told
 * apart by the first record.
 */
export const readCsv: Reader = async function* (text, context) {
	const records = readCsvRecords(text);
	const { value: header } = await records.next();
	if (!header) throw new FileError(1, "The file is empty.");
	if (isTodoistHeader(header.values)) {
		const rows = new TodoistRows(header.values, context);
		for await (const record of records) yield* rows.push(record);
		yield* rows.end();
		return;
	}
	const columns = columnsOf(header);
	for (const name of columns.unknown) {
		yield { kind: "note", line: header.line, message: `The column “${name}” is left out.` };
	}
	for await (const record of records) yield readRow(record, columns.known, context);
};

type Columns = ((typeof CSV_COLUMNS)[number] & { index: number })[];

function columnsOf({ line, values }: CsvRecord) {
	const known: Columns = [];
	const unknown: string[] = [];
	const taken = new Set<string[]>();
	for (const [index, value] of values.entries()) {
		const name = value.trim();
		const column = CSV_COLUMNS.find(({ names }) => names.includes(name.toLowerCase()));
		// Of two columns for the same the first counts.
		if (column && !taken.has(column.names)) {
			taken.add(column.names);
			known.push({ ...column, index });
		} else if (name !== "") unknown.push(name.slice(0, 40));
	}
	if (![...taken].some((names) => names.includes("title"))) {
		throw new FileError(
			line,
			"This is not a list of tasks that Tend knows: neither JSON nor iCalendar, and as CSV its first line names no column “title”.",
		);
	}
	return { known, unknown };
}

function readRow({ line, values }: CsvRecord, columns: Columns, context: ReadContext): Reading {
	const task: ReadTask = { ref: null, parentRef: null, due: null, title: "" };
	const problems: string[] = [];
	for (const { index, read, isText } of columns) {
		const value = unescapeFormula(values[index] ?? "");
		if ((isText ? value : value.trim()) === "") continue;
		try {
			Object.assign(task, read(value, context));
		} catch (error) {
			if (!(error instanceof RangeError)) throw error;
			problems.push(error.message);
		}
	}
	const { title } = task;
	if (problems.length > 0) return { kind: "error", line, message: problems.join(" "), title };
	return { kind: "task", line, task, notes: [] };
}
