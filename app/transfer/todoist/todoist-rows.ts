import type { CsvRecord } from "#app/transfer/file/csv-records.ts";
import { unescapeFormula } from "#app/transfer/file/formulas.ts";
import type { ReadContext, Reading, ReadTask } from "#app/transfer/file/reading.ts";
import type { WallClock } from "#domain/time/wall-clock.ts";
import { parseTodoistDate } from "./todoist-date.ts";

/*
 * Todoist's CSV, as its help describes it ("Import or export a project as a CSV file in Todoist"):
 * tasks, sections and notes, one a row, in the order of the project. What Tend has no place for is
 * kept as words, or named.
 */

const REQUIRED = ["TYPE", "CONTENT"];

export function isTodoistHeader(values: string[]): boolean {
	const names = values.map((value) => value.trim().toUpperCase());
	return REQUIRED.every((name) => names.includes(name));
}

/** 1 is the most urgent in these files (in Todoist's own API it is 4). */
const PRIORITIES = new Map([
	["1", "high"],
	["2", "medium"],
	["3", "low"],
	["4", "low"],
]);

const LABEL = /(?<=^|\s)@([^\s@,]+)/g;
/** In front of a task that cannot be checked off. */
const HEADING = /^\*\s+/;

type Pending = { line: number; task: ReadTask; notes: string[]; description: string };

/** What no task of Tend has, once for the file. */
const LEFT_OUT: Record<string, string> = {
	RESPONSIBLE: "Who is responsible for a task is left out.",
	DURATION: "How long a task takes is left out.",
};

export class TodoistRows {
	readonly #columns: Map<string, number>;
	readonly #context: ReadContext;
	#section: string | null = null;
	/** The task above the row at hand, for its notes. */
	#pending: Pending | null = null;
	/** Of the newest task that is not indented. */
	#parentRef: string | null = null;
	#reported = new Set<string>();

	constructor(header: string[], context: ReadContext) {
		this.#columns = new Map(header.map((value, i) => [value.trim().toUpperCase(), i]));
		this.#context = context;
	}

	*push({ line, values }: CsvRecord): Generator<Reading> {
		const value = (name: string) => {
			const index = this.#columns.get(name);
			return index === undefined ? "" : unescapeFormula(values[index] ?? "").trim();
		};
		const content = value("CONTENT");
		switch (value("TYPE").toLowerCase()) {
			case "task":
				yield* this.end();
				for (const [name, message] of Object.entries(LEFT_OUT)) {
					const hasValue = value(name) !== "" && value(name) !== "None";
					if (!hasValue || this.#reported.has(name)) continue;
					this.#reported.add(name);
					yield { kind: "note", line, message };
				}
				this.#pending = this.#readTask(line, value);
				return;
			case "section":
				yield* this.end();
				this.#section = content === "" ? null : content;
				this.#parentRef = null;
				return;
			case "note":
				if (this.#pending) this.#pending.description += `\n\n${content}`;
				else
					yield {
						kind: "ignored",
						line,
						message: "A comment on the project: Tend has no projects.",
					};
				return;
			case "meta":
			case "":
				return;
			default:
				yield {
					kind: "error",
					line,
					message: `“${value("TYPE").slice(0, 40)}” is no type of Todoist’s. It is task, section or note.`,
				};
		}
	}

	/** The last task, to which no more notes come. */
	*end(): Generator<Reading> {
		const pending = this.#pending;
		this.#pending = null;
		if (!pending) return;
		const { line, notes, description } = pending;
		const task = { ...pending.task, description: description.trim() };
		yield { kind: "task", line, task, notes };
	}

	#readTask(line: number, value: (name: string) => string): Pending {
		const notes: string[] = [];
		const content = value("CONTENT").replace(HEADING, "");
		const labels = [...content.matchAll(LABEL)].map(([, label = ""]) => label);
		const plain = content.replace(LABEL, "").replace(/\s+/g, " ").trim();
		const ref = String(line);
		const indent = Number(value("INDENT") || "1");
		const parentRef = indent > 1 ? this.#parentRef : null;
		if (parentRef === null) this.#parentRef = ref;
		else if (indent > 2) notes.push("It was deeper: Tend has one level of subtasks.");
		const timing = this.#readDates(value, notes);
		const task: ReadTask = {
			ref,
			parentRef,
			title: plain === "" ? content : plain,
			tags: [...labels, ...this.#sectionTag()],
			priority: this.#priority(value("PRIORITY"), notes),
			due: timing.due,
			recurrence: timing.recurrence,
		};
		const description = [value("DESCRIPTION"), ...timing.kept].join("\n\n");
		return { line, task, notes, description };
	}

	#readDates(value: (name: string) => string, notes: string[]) {
		const kept: string[] = [];
		const read = (name: string) => {
			const words = value(name);
			if (words === "") return null;
			const found = parseTodoistDate(words, this.#context);
			if (!found) {
				kept.push(`${name === "DATE" ? "Date" : "Deadline"}: ${words}`);
				notes.push(`“${words.slice(0, 60)}” is not read as a date: it is kept in the description.`);
			}
			return found;
		};
		const date = read("DATE");
		const deadline = read("DEADLINE");
		if (date && deadline) kept.push(`Deadline: ${value("DEADLINE")}`);
		const due: WallClock | null = (date ?? deadline)?.due ?? null;
		return { due, recurrence: (date ?? deadline)?.recurrence ?? null, kept };
	}

	#priority(value: string, notes: string[]) {
		if (value === "") return undefined;
		const priority = PRIORITIES.get(value);
		if (!priority)
			notes.push(`“${value.slice(0, 20)}” is no priority of Todoist’s: it is left out.`);
		return priority;
	}

	/** Tend has no sections: the name becomes a tag. */
	#sectionTag() {
		const tag = this.#section?.replaceAll(",", " ").replace(/\s+/g, " ").trim().slice(0, 50) ?? "";
		return tag === "" ? [] : [tag];
	}
}
