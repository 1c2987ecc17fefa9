import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { RECORD_MAX_LENGTH } from "#domain/limits.ts";
import { readAll } from "#tests/read-file.ts";

const utf16 = (text: string, { bigEndian = false, mark = true } = {}) => {
	const bytes = Buffer.from((mark ? "\uFEFF" : "") + text, "utf16le");
	return new Uint8Array(bigEndian ? bytes.swap16() : bytes);
};

const CSV = 'title,description\r\nMilk é,"two\r\nlines"\r\nBread,\r\n';
const READ = [{ title: "Milk é", description: "two\nlines" }, { title: "Bread" }];

describe("text comes in many ways", () => {
	test.each([
		["as UTF-8", CSV],
		["with a byte order mark", `\uFEFF${CSV}`],
		["in UTF-16, little end first", utf16(CSV)],
		["in UTF-16, big end first", utf16(CSV, { bigEndian: true })],
		["in UTF-16 without a mark", utf16(CSV, { mark: false })],
		["with the line ends of Unix", CSV.replaceAll("\r\n", "\n")],
		["with those of old Macs", CSV.replaceAll("\r\n", "\r")],
		["without a line end at its end", CSV.trimEnd()],
		["with semicolons", CSV.replaceAll(",", ";")],
		["with tabs", CSV.replaceAll(",", "\t")],
	])("%s", async (_, file) => {
		for (const size of [1, 2, 3, 7, 1000]) {
			const { format, tasks, notes } = await readAll(file, { size });
			expect(format).toBe("csv");
			expect(notes).toEqual([]);
			expect(tasks).toMatchObject(READ);
		}
	});
});

describe("what is no list of tasks is called by its name", () => {
	const bytes = (...values: number[]) => new Uint8Array([...values, 0, 1, 2, 3]);
	test.each([
		["nothing", "", "1 broken: The file is empty."],
		["white space", " \r\n\t\n", "1 broken: The file is empty."],
		["a picture", bytes(0x89, 0x50, 0x4e, 0x47), /not a list of tasks, but a PNG picture/],
		["a workbook", "PK\u0003\u0004…", /a ZIP archive, as Excel workbooks/],
		["a PDF", "%PDF-1.7\n…", /but a PDF/],
		["bytes", bytes(1, 2, 3), /not a text file/],
		["a web page", "<!doctype html><title>x</title>", /web page/],
		["contacts", "BEGIN:VCARD\r\nEND:VCARD\r\n", /contacts/],
		["prose", "Dear Ann,\n\nhow are you?\n", /names no column “title”/],
		["JSON without tasks", '{"name": "x"}', /has no list named “tasks”/],
		["a JSON text", '"hello"', /names no column “title”/],
		["UTF-32", bytes(0xff, 0xfe, 0, 0), /UTF-32/],
	])("%s", async (_, file, note) => {
		const { tasks, notes } = await readAll(file);
		expect(tasks).toEqual([]);
		expect(notes).toEqual([expect.stringMatching(note)]);
	});
});

describe("where a file breaks is told by its line", () => {
	test.each([
		["a quote that is never closed", 'title\nMilk\n"Bread\nEggs\n', /^3 broken: .*never closed/],
		["text behind a quote", 'title\nMilk\n"Bread" x\n', /^3 broken: Behind a closing quote/],
		[
			"JSON that ends too early",
			'[{"title":"Milk"},\n{"title":',
			/^2 broken: The JSON is not complete/,
		],
		["JSON with a comma too many", '[{"title":"Milk"},\n]', /^2 broken: .*not valid JSON/],
		["JSON that is none inside", '[{"title":"Milk"},\n{title:1}]', /^2 broken: .*not valid JSON/],
		["something behind the JSON", '[{"title":"Milk"}]\n[]', /^2 broken: Something follows/],
		[
			"a calendar that ends too early",
			"BEGIN:VCALENDAR\nBEGIN:VTODO\nSUMMARY:Milk\nEND:VTODO\nBEGIN:VTODO\n",
			/^5 broken: The VTODO that begins here does not end/,
		],
		[
			"a calendar that ends what it did not begin",
			"BEGIN:VCALENDAR\nBEGIN:VTODO\nSUMMARY:Milk\nEND:VTODO\nEND:VTODO\n",
			/^1 broken: The VCALENDAR/,
		],
	])("%s", async (_, file, note) => {
		for (const size of [1, 5, 1000]) {
			const { tasks, notes } = await readAll(file, { size });
			expect(tasks.map(({ title }) => title)).toEqual(["Milk"]);
			expect(notes).toEqual([expect.stringMatching(note)]);
		}
	});

	test("what is not UTF-8", async () => {
		const bytes = Buffer.concat([Buffer.from("title\nMilk\n"), Buffer.from([0x42, 0xe9, 0x0a])]);
		const { notes } = await readAll(new Uint8Array(bytes));
		expect(notes).toEqual([expect.stringMatching(/^3 broken: .*not UTF-8/)]);
	});

	test.each([
		["CSV", 'title\nMilk\n"'],
		["JSON", '[{"title":"Milk"},\n{"title":"'],
		["iCalendar", "BEGIN:VCALENDAR\nBEGIN:VTODO\nSUMMARY:"],
	])("%s that goes on for ever is not read to its end", async (_, start) => {
		let read = 0;
		async function* endless() {
			yield new TextEncoder().encode(start);
			for (; read < 10_000_000; read += 10_000) yield new TextEncoder().encode("x".repeat(10_000));
		}
		const { readFile } = await import("./file-reader.ts");
		const { readings } = await readFile(endless(), { timeZone: "UTC", now: new Date() });
		await expect(async () => {
			for await (const _ of readings);
		}).rejects.toThrow(/never closed|longer than 200,000/);
		expect(read).toBeLessThan(2 * RECORD_MAX_LENGTH);
	});
});

test("JSON with lists in lists for ever is refused by their number", async () => {
	const { notes } = await readAll(`[{"title":"Milk"},\n{"title":${"[".repeat(300)}`);
	expect(notes).toEqual([expect.stringMatching(/^2 broken: .*more than 100 lists/)]);
});

describe("a row that cannot be taken says why, and the others are taken", () => {
	test("in CSV", async () => {
		const file =
			"title,due,priority,status,colour\n" +
			"Milk,2026-02-30,high,,red\nBread,tomorrow 9am,urgently,,\nEggs,2026-12-01 09:00,p1,done,\n";
		const { tasks, notes } = await readAll(file);
		expect(notes).toEqual([
			"1 note: The column “colour” is left out.",
			"2 error: There is no date 2026-02-30.",
			"3 error: “urgently” is no priority. It is one of high, medium, low.",
		]);
		expect(tasks).toMatchObject([
			{ title: "Eggs", due: "2026-12-01T09:00:00", priority: "high", status: "completed" },
		]);
	});

	test("in JSON", async () => {
		const file = '[\n{"title":"Milk","dueDate":"soon"},\n7,\n{"title":"Eggs","colour":"red"}]';
		const { tasks, notes } = await readAll(file);
		expect(notes).toEqual([
			'2 error: "soon" is not a date. Write it like 2026-12-01 or 2026-12-01T09:00:00+01:00.',
			"3 error: This is no task.",
			"4 note: “colour” is not known here and is left out.",
		]);
		expect(tasks).toMatchObject([{ title: "Eggs" }]);
	});
});

test("a formula in a title is text again", async () => {
	const { tasks } = await readAll("title\n'=1+1\n''=x\n'Tis the season\n");
	expect(tasks.map(({ title }) => title)).toEqual(["=1+1", "'=x", "'Tis the season"]);
});

test("a sheet that begins with PK is no archive", async () => {
	const { tasks } = await readAll("PK,title\n1,Milk\n");
	expect(tasks).toMatchObject([{ title: "Milk" }]);
});

test("an export of a newer Tend is left alone", async () => {
	const { tasks, notes } = await readAll('{"format":"tend","version":2,"tasks":[{"title":"x"}]}');
	expect(tasks).toEqual([]);
	expect(notes).toEqual([expect.stringMatching(/^1 broken: A newer Tend/)]);
});

test("times of JSON go to the clock of the zone that it names", async () => {
	const task = '{"title":"x","dueDate":"2026-12-01T09:00:00-05:00"}';
	const here = await readAll(`{"tasks":[${task}]}`, { timeZone: "Europe/Berlin" });
	expect(here.tasks[0]?.due).toBe("2026-12-01T15:00:00");
	const file = `{"timeZone":"America/New_York","tasks":[${task}]}`;
	const there = await readAll(file, { timeZone: "Europe/Berlin" });
	expect(there.tasks[0]?.due).toBe("2026-12-01T09:00:00");
});

test("whatever a file has in it, it is read or refused", async () => {
	const junk = fc.oneof(
		fc.uint8Array({ maxLength: 300 }),
		fc
			.tuple(
				fc.constantFrom("[", '{"tasks":[', "title\n", "BEGIN:VCALENDAR\n", "TYPE,CONTENT\n"),
				fc.array(
					fc.constantFrom(
						...'"{}[]:,;\n\r\t\\',
						"BEGIN:VTODO\n",
						"END:VTODO\n",
						"END:VCALENDAR\n",
						"DUE:20261120\n",
						"RRULE:FREQ=DAILY\n",
						'{"title":"x"}',
						"task,x,,,,\n",
						"null",
						"é",
					),
				),
			)
			.map(([start, parts]) => new TextEncoder().encode(start + parts.join(""))),
	);
	await fc.assert(
		fc.asyncProperty(junk, fc.integer({ min: 1, max: 50 }), async (file, size) => {
			const whole = await readAll(file);
			// How it was cut into pieces on its way makes no difference.
			expect(await readAll(file, { size })).toEqual(whole);
		}),
		{ numRuns: 300 },
	);
});
