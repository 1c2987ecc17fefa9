import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Task } from "#domain/task/task.ts";
import { arbitraryTasks } from "#tests/arbitrary-tasks.ts";
import { chunksOf } from "#tests/chunks.ts";
import type { CalendarContext } from "./calendar/calendar-task.server.ts";
import { writeCalendar } from "./calendar/calendar-writer.server.ts";
import { writeCsv } from "./csv/csv-writer.ts";
import { readFile } from "./import/file-reader.ts";
import { importedTaskSchema } from "./import/imported-task-schema.ts";
import { writeJson } from "./json/json-writer.ts";

const ZONES = ["America/New_York", "Australia/Lord_Howe", "Asia/Karachi", "Europe/Berlin", "UTC"];
const now = new Date("2026-11-20T15:00:00Z");

const FORMATS = {
	json: writeJson,
	csv: writeCsv,
	ics: writeCalendar,
} satisfies Record<string, (pages: AsyncIterable<Task[]>, context: CalendarContext) => unknown>;

describe.each(Object.entries(FORMATS))("%s", (format, write) => {
	test("what is written is read as the same tasks, wherever the reader is", async () => {
		await fc.assert(
			fc.asyncProperty(
				arbitraryTasks,
				fc.constantFrom(...ZONES),
				fc.constantFrom(...ZONES),
				fc.integer({ min: 1, max: 200 }),
				async (tasks, from, to, size) => {
					// CSV and iCalendar have no place to say where a time is meant: there it is the same zone.
					const reader = { timeZone: format === "json" ? to : from, now };
					let file = "";
					const context = { timeZone: from, now, uidOf: (id: number) => `uid-${id}`, urlOf: null };
					for await (const piece of write(pagesOf(tasks), context)) file += piece;
					const read = await tasksIn(chunksOf(file, size), reader);
					expect(read.format).toBe(format);
					expect(read.tasks).toEqual(tasks);
				},
			),
			{ numRuns: 60 },
		);
	});
});

async function* pagesOf(tasks: Task[]) {
	yield tasks.slice(0, 5);
	yield tasks.slice(5);
}

async function tasksIn(bytes: AsyncIterable<Uint8Array>, context: { timeZone: string; now: Date }) {
	const { format, readings } = await readFile(bytes, context);
	const numbers = new Map<string, number>();
	const tasks: unknown[] = [];
	const parents: (string | null)[] = [];
	for await (const reading of readings) {
		if (reading.kind !== "task") throw new Error(`${reading.line}: ${reading.message}`);
		const { ref, parentRef } = reading.task;
		const task = importedTaskSchema.parse(reading.task);
		if (ref !== null) numbers.set(ref, task.id ?? 0);
		parents.push(parentRef);
		tasks.push(task);
	}
	return {
		format,
		tasks: tasks.map((task, i) => ({
			...(task as object),
			parentId: numbers.get(parents[i] ?? "") ?? null,
		})),
	};
}
