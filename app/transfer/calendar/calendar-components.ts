import { FileError } from "#app/transfer/file/file-error.ts";
import { RECORD_MAX_LENGTH } from "#domain/limits.ts";

/** A component of a calendar, with what is in it, as its file has it. */
export type CalendarComponent = { line: number; name: string; text: string };

const BOUNDARY = /^(BEGIN|END):([A-Z0-9-]+)\s*$/i;

/**
 * The components of the calendars in an iCalendar file (RFC 5545, section 3.4), as they come: tasks,
 * events, time zones. Throws `FileError`.
 */
export async function* readComponents(
	text: AsyncIterable<string>,
): AsyncGenerator<CalendarComponent> {
	const open: { name: string; line: number }[] = [];
	let held = "";
	let lines: string[] = [];
	let length = 0;
	let line = 0;
	const take = (content: string): CalendarComponent | null => {
		line += 1;
		const [, edge, raw = ""] = BOUNDARY.exec(content) ?? [];
		const name = raw.toUpperCase();
		if (edge?.toUpperCase() === "BEGIN") open.push({ name, line });
		if (open.length > 1) {
			lines.push(content);
			length += content.length;
			if (length > RECORD_MAX_LENGTH) throw tooLong(open);
		} else if (open.length === 0 && content.trim() !== "") {
			throw new FileError(line, "This stands outside of the calendar.");
		}
		if (edge?.toUpperCase() !== "END") return null;
		const begun = open.pop();
		if (begun?.name !== name) throw neverEnded(begun);
		if (open.length !== 1) return null;
		const component = { line: begun.line, name, text: lines.join("\r\n") };
		lines = [];
		length = 0;
		return component;
	};
	for await (const piece of text) {
		const pieces = (held + piece).split("\n");
		held = pieces.pop() ?? "";
		if (held.length > RECORD_MAX_LENGTH) throw tooLong(open);
		for (const content of pieces) {
			const component = take(content);
			if (component) yield component;
		}
	}
	const last = held === "" ? null : take(held);
	if (last) yield last;
	if (open.length > 0) throw neverEnded(open.at(-1));
}

type Begun = { name: string; line: number };

function neverEnded(begun: Begun | undefined) {
	if (!begun) return new FileError(1, "This is not a calendar: an END has no BEGIN.");
	return new FileError(
		begun.line,
		`The ${begun.name} that begins here does not end where it should.`,
	);
}

function tooLong(open: Begun[]) {
	const begun = open.at(-1);
	return new FileError(
		begun?.line ?? 1,
		`The ${begun?.name ?? "line"} that begins here is longer than ${RECORD_MAX_LENGTH.toLocaleString("en")} characters. No task is.`,
	);
}
