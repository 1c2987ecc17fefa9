import Papa from "papaparse";
import { FORMULA_PREFIX } from "#app/transfer/file/formulas.ts";
import { reminderInWords } from "#domain/language/reminder-words.ts";
import { recurrenceInWords } from "#domain/recurrence/recurrence-words.ts";
import type { Task } from "#domain/task/task.ts";
import type { WallClock } from "#domain/time/wall-clock.ts";

type Column = (task: Task) => string | number | null | undefined;

/** The columns of an export, in order; csv-columns.ts says how each is read. */
const COLUMNS: Record<string, Column> = {
	id: ({ id }) => id,
	title: ({ title }) => title,
	description: ({ description }) => description,
	status: ({ status }) => status,
	priority: ({ priority }) => priority,
	dueDate: ({ due }) => due && spaced(due),
	tags: ({ tags }) => tags.join(", "),
	parentId: ({ parentId }) => parentId,
	recurrence: ({ recurrence }) => recurrence && recurrenceInWords(recurrence),
	reminders: ({ reminders }) => reminders.map(reminderInWords).join("; "),
	completedAt: ({ completedAt }) => completedAt?.toISOString(),
	createdAt: ({ createdAt }) => createdAt.toISOString(),
	updatedAt: ({ updatedAt }) => updatedAt.toISOString(),
	version: ({ version }) => version,
	series: ({ series }) => series && JSON.stringify(series),
	remindersSince: ({ remindersSince }) => remindersSince?.toISOString(),
};

/** Without it Excel takes UTF-8 for the code page of the machine. */
const BYTE_ORDER_MARK = "\uFEFF";

/**
 * An export as CSV (RFC 4180), for spreadsheets: words where people read, times on the user's wall
 * clock, and nothing that a spreadsheet would run as a formula.
 */
export async function* writeCsv(pages: AsyncIterable<Task[]>): AsyncGenerator<string> {
	yield BYTE_ORDER_MARK + rows([Object.keys(COLUMNS)]);
	for await (const tasks of pages) {
		const values = tasks.map((task) => Object.values(COLUMNS).map((column) => column(task) ?? ""));
		if (values.length > 0) yield rows(values);
	}
}

function rows(values: (string | number)[][]): string {
	return `${Papa.unparse(values, { newline: "\r\n", escapeFormulae: FORMULA_PREFIX })}\r\n`;
}

function spaced(time: WallClock): string {
	return time.replace("T", " ").replace(/(:\d\d):00$/, "$1");
}
