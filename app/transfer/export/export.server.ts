import { idFrom } from "#app/core/id.server.ts";
import type { CalendarContext } from "#app/transfer/calendar/calendar-task.server.ts";
import { writeCalendar } from "#app/transfer/calendar/calendar-writer.server.ts";
import { writeCsv } from "#app/transfer/csv/csv-writer.ts";
import { writeJson } from "#app/transfer/json/json-writer.ts";
import type { Db } from "#db/client.server.ts";
import { listTasksAfter } from "#db/transfer/transfer.server.ts";
import type { Task } from "#domain/task/task.ts";
import { todayIn } from "#domain/time/zoned-time.ts";
import type { ExportFormat } from "#domain/transfer/transfer.ts";

const PAGE = 500;

type ExportScope = { db: Db; userId: string; timeZone: string; now: Date };

const WRITERS: Record<
	ExportFormat,
	{
		type: string;
		write: (pages: AsyncIterable<Task[]>, context: CalendarContext) => AsyncGenerator<string>;
	}
> = {
	json: { type: "application/json", write: writeJson },
	csv: { type: "text/csv; charset=utf-8; header=present", write: (pages) => writeCsv(pages) },
	ics: { type: "text/calendar; charset=utf-8", write: writeCalendar },
};

/**
 * All tasks of a user as a file, page by page, so that it takes as little memory as one page of them.
 * Each page is a trip to D1: a task that is changed meanwhile is as its page found it. The first page is
 * read before this returns.
 */
export async function exportTasks(scope: ExportScope, format: ExportFormat) {
	const { userId, timeZone, now } = scope;
	const { type, write } = WRITERS[format];
	const context = { timeZone, now, uidOf: (id: number) => uidOf(userId, id), urlOf: null };
	const pages = pagesOf(scope);
	const first = await pages.next();
	const text = write(continuing(first, pages), context);
	return {
		type,
		name: `tend-${todayIn(timeZone, now)}.${format}`,
		body: streamOf(text),
	};
}

/** The identifier that a task of that number has in calendars, always the same. */
export function uidOf(userId: string, id: number): string {
	return idFrom(`calendar\n${userId}\n${id}`);
}

/** Made as it is read. */
function streamOf(text: AsyncGenerator<string>): ReadableStream<Uint8Array> {
	const encoder = new TextEncoder();
	return new ReadableStream<Uint8Array>({
		async pull(controller) {
			const { done, value } = await text.next();
			if (done) controller.close();
			else controller.enqueue(encoder.encode(value));
		},
		async cancel() {
			await text.return(undefined);
		},
	});
}

async function* pagesOf({ db, userId }: ExportScope): AsyncGenerator<Task[]> {
	for (let after = 0; ; ) {
		const tasks = await listTasksAfter(db, userId, after, PAGE);
		yield tasks;
		if (tasks.length < PAGE) return;
		after = tasks.at(-1)?.id ?? after;
	}
}

async function* continuing(first: IteratorResult<Task[]>, rest: AsyncGenerator<Task[]>) {
	if (first.done) return;
	yield first.value;
	yield* rest;
}
