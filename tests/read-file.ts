import { FileError } from "#app/transfer/file/file-error.ts";
import type { ReadTask } from "#app/transfer/file/reading.ts";
import { readFile } from "#app/transfer/import/file-reader.ts";
import { chunksOf } from "./chunks.ts";

const NOW = new Date("2026-11-20T15:00:00Z");

/** All that a file has to say, read in chunks of that size: Friday, 20 November 2026, in New York. */
export async function readAll(
	file: string | Uint8Array,
	{ size = 64 * 1024, timeZone = "America/New_York" } = {},
) {
	const tasks: ReadTask[] = [];
	const notes: string[] = [];
	let format: string | null = null;
	try {
		const read = await readFile(chunksOf(file, size), { timeZone, now: NOW });
		format = read.format;
		for await (const found of read.readings) {
			if (found.kind === "task") {
				tasks.push(found.task);
				notes.push(...found.notes.map((note) => `${found.line} note: ${note}`));
			} else notes.push(`${found.line} ${found.kind}: ${found.message}`);
		}
	} catch (error) {
		if (!(error instanceof FileError)) throw error;
		notes.push(`${error.line} broken: ${error.message}`);
	}
	return { format, tasks, notes };
}
