// npm run bench [-- --people 10000 --rounds 3 --seconds 3 --mixed 60 --json FILE]: the benchmarks of
// docs/performance.md, in one run. Ratios count; the machine is noisy.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { parseArgs } from "node:util";
import { build } from "vite";
import { type Case, casesFor, FLOOR, mixedLoad, signIn } from "./bench/cases.ts";
import { firstTokenTimes } from "./bench/chat.ts";
import { clientBytes } from "./bench/client-bytes.ts";
import type { Burst, Outcome } from "./bench/load.ts";
import { ACTIVE_PEOPLE, addPeople, type Person } from "./bench/people.ts";
import { median, type Report, type Row, toMarkdown } from "./bench/report.ts";
import { workerBytes } from "./bench/sizes.ts";
import { startTarget, type Target } from "./bench/target.ts";
import { buildIfStale } from "./build/build-if-stale.ts";
import { extendPath } from "./local-server/environment.ts";

const { values } = parseArgs({
	options: {
		people: { type: "string", default: "10000" },
		rounds: { type: "string", default: "3" },
		seconds: { type: "string", default: "3" },
		mixed: { type: "string", default: "60" },
		connections: { type: "string", default: "1,16,64" },
		only: { type: "string" },
		json: { type: "string" },
	},
});
const rounds = Number(values.rounds);
const seconds = Number(values.seconds);
const connectionCounts = values.connections.split(",").map(Number);
const secret = "only-for-the-benchmark-0123456789abcdef";

const root = join(import.meta.dirname, "..");
process.chdir(root);
extendPath(root);
buildIfStale();
const temp = mkdtempSync(join(tmpdir(), "tend-bench-"));
const report: Report = {
	machine: `${availableParallelism()} cores (${cpus()[0]?.model.trim()}), Node ${process.version}; medians of ${rounds} interleaved rounds of ${seconds} s.`,
	rows: [],
	mixed: [],
	startMs: [],
	pages: [],
	worker: workerBytes(root),
	firstToken: null,
	reminders: [],
};
try {
	const floor = await buildFloor();
	for (const people of new Set([ACTIVE_PEOPLE, Number(values.people)]))
		await measure(people, floor);
	note("1,000 reminders of 100 people within a minute");
	report.reminders = await remindersOnTime();
} finally {
	rmSync(temp, { recursive: true, force: true });
}
console.log(toMarkdown(report));
if (values.json) writeFileSync(values.json, `${JSON.stringify(report, null, "\t")}\n`);

async function measure(count: number, floor: string): Promise<void> {
	const dataDir = join(temp, String(count));
	note(`Making ${count * 100} tasks …`);
	const people = await addPeople(root, { dataDir, secret, count });
	const target = await startTarget(dataDir, floor, secret);
	try {
		report.startMs.push({ people: count, ms: target.startMs });
		const cases = (await casesFor(target, people)).filter(
			({ name, floor }) => !values.only || floor === null || name.includes(values.only),
		);
		for (const connections of connectionCounts) {
			report.rows.push(...(await compare(cases, { connections, people: count })));
		}
		await hold(target, cases, count);
		if (count > ACTIVE_PEOPLE) await look(target, people);
	} finally {
		await target.stop();
	}
}

/** Runs all cases in turn, several times over, so that a slow moment of the machine hits them alike. */
async function compare(cases: Case[], at: { connections: number; people: number }): Promise<Row[]> {
	const { connections, people } = at;
	const taking = cases.filter((one) => one.connections?.includes(connections) ?? true);
	const outcomes = new Map(taking.map((one): [Case, Outcome[]] => [one, []]));
	for (let round = 1; round <= rounds; round += 1) {
		for (const [one, seen] of outcomes) {
			note(`${people * 100} tasks, ${connections} connections, round ${round}: ${one.name}`);
			seen.push(await burst({ url: one.url, connections, seconds, requests: one.requests }));
		}
	}
	const speed = (one: Case) =>
		median((outcomes.get(one) ?? []).map(({ requestsPerSecond }) => requestsPerSecond));
	const rows: Row[] = [];
	for (const [one, seen] of outcomes) {
		const all = seen.map(({ requestsPerSecond }) => requestsPerSecond);
		const floor = taking.find(({ name }) => one.floor && name === FLOOR[one.floor]);
		rows.push({
			name: one.name,
			people,
			connections,
			requestsPerSecond: speed(one),
			spread: (Math.max(...all) - Math.min(...all)) / 2 / speed(one),
			p50: median(seen.map(({ p50 }) => p50)),
			p99: median(seen.map(({ p99 }) => p99)),
			ratio: floor ? speed(one) / speed(floor) : null,
			trips: await tripsOf(one),
			bytes: median(seen.map(({ bytesPerResponse }) => bytesPerResponse)),
			errors: seen.reduce((sum, { errors }) => sum + errors, 0),
		});
	}
	return rows;
}

async function tripsOf({ url, requests: [first] }: Case): Promise<string | null> {
	if (!first) return null;
	const answer = await fetch(url + first.path, { ...first, redirect: "manual" });
	await answer.arrayBuffer();
	return /desc="(\d+) trips?"/.exec(answer.headers.get("server-timing") ?? "")?.[1] ?? null;
}

async function hold(target: Target, cases: Case[], people: number): Promise<void> {
	const held = Number(values.mixed);
	if (held === 0) return;
	note(`${people * 100} tasks: a mixed load for ${held} s`);
	const memoryBefore = target.memory();
	const outcome = await burst({
		url: target.url,
		connections: 16,
		seconds: held,
		requests: mixedLoad(cases),
	});
	report.mixed.push({
		...outcome,
		people,
		seconds: held,
		memoryBefore,
		memoryAfter: target.memory(),
	});
}

async function look(target: Target, people: Person[]): Promise<void> {
	const [person] = people;
	if (!person) return;
	const cookie = await signIn(target.url, person);
	report.pages = await Promise.all(
		[
			["/signin", "routes/signin"],
			["/tasks", "routes/tasks"],
			["/chat", "routes/chat"],
		].map(async ([path = "", route = ""]) => ({
			path,
			html: await htmlBytes(target.url + path, path === "/signin" ? "" : cookie),
			...clientBytes(root, route),
		})),
	);
	note("First chat tokens");
	const times = await firstTokenTimes(target.url, person);
	report.firstToken = times && { p50: median(times), p99: Math.max(...times) };
}

async function htmlBytes(url: string, cookie: string): Promise<number> {
	const answer = await fetch(url, { headers: { cookie } });
	return (await answer.arrayBuffer()).byteLength;
}

async function burst(load: Burst): Promise<Outcome> {
	const script = join(import.meta.dirname, "bench/load.ts");
	const child = spawn(process.execPath, [script, JSON.stringify(load)], {
		stdio: ["ignore", "pipe", "inherit"],
	});
	return JSON.parse(await text(child.stdout));
}

/** What scripts/bench/reminders.ts says of them. */
async function remindersOnTime(): Promise<string[]> {
	const script = join(import.meta.dirname, "bench/reminders.ts");
	const child = spawn(process.execPath, [script], { stdio: ["ignore", "pipe", "inherit"] });
	return (await text(child.stdout)).split("\n").filter((line) => /^(?:lost|lag) /.test(line));
}

async function buildFloor(): Promise<string> {
	const outDir = join(temp, "floor");
	await build({
		configFile: false,
		logLevel: "error",
		build: { ssr: "scripts/bench/floor.ts", outDir, emptyOutDir: true },
		ssr: { noExternal: true },
	});
	return join(outDir, "floor.js");
}

function note(message: string): void {
	process.stderr.write(`${message}\n`);
}
