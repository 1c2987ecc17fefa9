import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { NO_READERS, READERS, type Reader } from "./readers.ts";

// No text that is allowed takes a reader long. `READER_FUZZ_SECONDS=60 vitest run --project unit
// tests/readers` looks for longer, so much for each reader.

const MAX_MS = 50;
const SECONDS = Number(process.env.READER_FUZZ_SECONDS ?? 0.5);

const sources = import.meta.glob<string>("../../{app,domain,workers}/**/*.ts", {
	query: "?raw",
	import: "default",
	eager: true,
});

test("every function that reads a text is tried below", () => {
	const tried = new Set([...READERS.flatMap(({ reads }) => reads), ...NO_READERS.keys()]);
	const found = Object.entries(sources)
		.filter(([path]) => !path.endsWith(".test.ts"))
		.flatMap(([path, source]) =>
			[
				...source.matchAll(
					/^export (?:async )?function\*? ((?:parse|read|render|normalize|tokenize|find|correct|contentWords|searchQuery)\w*)(?:<[^>]*>)?\(\s*\{?\s*(?:text|input|rule|words|value|reply|query|markdown|line)(?:: string|\b[^)]*\}: \{ text)/gm,
				),
			].map(([, name = ""]) => `${path.replace("../../", "")} ${name}`),
		);
	expect(found.length).toBeGreaterThan(25);
	expect(found.filter((place) => !tried.has(place.split(" ")[1] ?? ""))).toEqual([]);
});

const ODD = [
	"\0",
	"\t",
	"\r\n",
	"\u00a0",
	"\u202e",
	"\ufffd",
	"é",
	"e\u0301",
	"😀",
	"İ",
	"ﬀ",
	"\ud83d",
];
const SIGNS = [..." \n'\"’“,.;:-–_/\\|()[]{}<>!?#@&%=+*~`^$0aA"];

/** The same again and again, two things in turn, a random mixture, or one within the other. */
function texts({ maxLength, words }: Reader): fc.Arbitrary<string> {
	const word = fc.oneof(
		{ weight: 4, arbitrary: fc.constantFrom(...words) },
		fc.constantFrom(...SIGNS, ...ODD),
		fc.string({ unit: "binary", maxLength: 3 }),
	);
	const few = fc.array(word, { minLength: 1, maxLength: 4 });
	const space = fc.constantFrom(" ", "", "  ", ", ", "\n");
	const fill = (unit: string) =>
		unit === "" ? "" : unit.repeat(Math.ceil(maxLength / unit.length)).slice(0, maxLength);
	const around = fc.tuple(few, few, few, space);
	return fc.oneof(
		fc.tuple(few, space).map(([unit, between]) => fill(unit.join(between) + between)),
		around.map(([start, unit, end, between]) => {
			const [first, last] = [start.join(between), end.join(between)];
			const middle = fill(unit.join(between) + between);
			return `${first}${middle.slice(first.length + last.length)}${last}`.slice(0, maxLength);
		}),
		around.map(([open, middle, close, between]) => {
			const half = maxLength / 2;
			const [before, after] = [fill(open.join(between)), fill(close.join(between))];
			return (before.slice(0, half) + middle.join("") + after.slice(0, half)).slice(0, maxLength);
		}),
		fc
			.tuple(fc.array(word, { minLength: 50, maxLength: 400 }), space)
			.map(([mixture, between]) => fill(mixture.join(between) + between)),
		fc
			.tuple(fc.array(word, { minLength: 3, maxLength: 60 }), space)
			.map(([mixture, between]) => mixture.join(between).slice(0, maxLength)),
	);
}

async function cpuMs({ read }: Reader, text: string): Promise<number> {
	const before = process.threadCpuUsage();
	await read(text);
	const { user, system } = process.threadCpuUsage(before);
	return (user + system) / 1000;
}

/** The quickest of six: on a busy machine one try may pay for what others did to its caches. */
async function leastMs(reader: Reader, text: string): Promise<number> {
	let least = await cpuMs(reader, text);
	for (let again = 0; least > MAX_MS && again < 5; again += 1) {
		least = Math.min(least, await cpuMs(reader, text));
	}
	return least;
}

describe(`no text takes longer than ${MAX_MS} ms of processor time`, () => {
	test.each(READERS)(
		"$name",
		async (reader) => {
			let slowest = 0;
			let tried = 0;
			// Before it is compiled, code is many times slower.
			for (const text of fc.sample(texts(reader), 5)) await reader.read(text);
			await fc.assert(
				fc.asyncProperty(texts(reader), async (text) => {
					const ms = await leastMs(reader, text);
					slowest = Math.max(slowest, ms);
					tried += 1;
					expect(ms).toBeLessThan(MAX_MS);
				}),
				{
					numRuns: 1_000_000,
					interruptAfterTimeLimit: SECONDS * 1000,
					markInterruptAsFailure: false,
					endOnFailure: true,
				},
			);
			if (process.env.READER_FUZZ_SECONDS) {
				console.info(`${reader.name}: ${tried} texts, the slowest ${slowest.toFixed(1)} ms`);
			}
		},
		120_000,
	);
});
