import { createReadStream } from "node:fs";
import { open as openFile, rename, unlink } from "node:fs/promises";
import { extname } from "node:path";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import { type Command, Option } from "commander";
import { errorCodeOf } from "#app/core/error-code.ts";
import { refusalOf } from "#cli/backend/api.ts";
import type { Backend } from "#cli/backend/backend.ts";
import { EXIT, failure } from "#cli/backend/failure.ts";
import type { Context } from "#cli/invocation/context.ts";
import { harmless } from "#cli/output/terminal.ts";

/** Tasks as files, out and in. */

type Open = (command: Command) => Context;

const TYPES: Record<string, string> = {
	".json": "application/json",
	".csv": "text/csv",
	".ics": "text/calendar",
};
const FORMATS = Object.keys(TYPES).map((extension) => extension.slice(1));

export function addTransferCommands(program: Command, open: Open): void {
	program
		.command("export")
		.summary("write all tasks into a file")
		.description(
			"Writes all tasks to the output, or into a file. JSON has everything in it; CSV is for spreadsheets, iCalendar for calendars.",
		)
		.addOption(
			new Option("-f, --format <format>", "else by the file's ending, else json").choices(FORMATS),
		)
		.option("-o, --output <file>", "a file, which is replaced as a whole")
		.addHelpText(
			"after",
			"\nExamples:\n  tend export -o tasks.json\n  tend export --format csv | column -s, -t",
		)
		.action(async (options: { format?: string; output?: string }, command: Command) => {
			const context = open(command);
			const format = options.format ?? formatOf(options.output ?? "") ?? "json";
			const backend = await context.backend();
			const response = await backend.send(`/api/tasks/export?format=${format}`);
			if (!response.ok) throw await refusalOf(backend, response);
			if (options.output) await keep(response, options.output);
			else await pour(response, process.stdout);
		});

	program
		.command("import")
		.summary("add the tasks of a file")
		.description(
			"Adds the tasks of a file: JSON, CSV or iCalendar, from here or elsewhere, or the CSV that Todoist exports. All of them or none, unless you say --partial; `tend undo` takes them back.",
		)
		.argument("<file>", "the file; - is the input")
		.option("--partial", "leave out lines that cannot be read, and add the rest")
		.action(async (file: string, { partial }: { partial?: boolean }, command: Command) => {
			const context = open(command);
			const backend = await context.backend();
			const response = await backend.send(`/api/tasks/import${partial ? "?partial=1" : ""}`, {
				method: "POST",
				headers: {
					"content-type": TYPES[extname(file).toLowerCase()] ?? "application/octet-stream",
				},
				body: (await bytesOf(file)) as Uint8Array<ArrayBuffer>,
			});
			await tellImport(context, backend, response);
		});
}

type Imported = {
	imported: number;
	skipped: number;
	errors?: { line: number; message: string }[];
};

async function tellImport(context: Context, backend: Backend, response: Response): Promise<void> {
	if (!response.ok) throw await refusalOf(backend, response);
	const result = (await response.json()) as Imported;
	const errors = result.errors ?? [];
	await context.show(result, () => [
		`Added ${count(result.imported, "task")}${result.skipped > 0 ? `, left out ${result.skipped}` : ""}`,
		...errors.map(({ line, message }) => `  line ${line}: ${harmless(message)}`),
	]);
	if (result.imported === 0 && errors.length > 0) {
		throw failure(EXIT.refused, "Nothing was added.");
	}
}

function count(number: number, noun: string): string {
	return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

function formatOf(file: string): string | undefined {
	const extension = extname(file).slice(1).toLowerCase();
	return FORMATS.find((format) => format === extension);
}

async function bytesOf(file: string): Promise<Uint8Array> {
	try {
		return await buffer(file === "-" ? process.stdin : createReadStream(file));
	} catch (error) {
		throw failure(EXIT.file, `Cannot read ${file} (${errorCodeOf(error)}).`);
	}
}

/** A file that was there stays whole until the new one is. */
async function keep(response: Response, path: string): Promise<void> {
	const temporary = `${path}.${process.pid}.tmp`;
	try {
		const handle = await openFile(temporary, "wx", 0o600);
		await pour(response, handle.createWriteStream({ flush: true }));
		await rename(temporary, path);
	} catch (error) {
		await unlink(temporary).catch(() => {});
		throw failure(EXIT.file, `Cannot write ${path} (${errorCodeOf(error)}).`);
	}
}

async function pour(response: Response, to: NodeJS.WritableStream): Promise<void> {
	if (!response.body) return;
	await pipeline(Readable.fromWeb(response.body as never), to, { end: to !== process.stdout });
}
