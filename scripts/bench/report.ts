import type { ClientBytes } from "./client-bytes.ts";
import type { Outcome } from "./load.ts";

export type Row = {
	name: string;
	people: number;
	connections: number;
	requestsPerSecond: number;
	/** Half the distance between the fastest and the slowest round, as a share of the median. */
	spread: number;
	p50: number;
	p99: number;
	/** To the floor in the same run; null for the floor itself. */
	ratio: number | null;
	trips: string | null;
	bytes: number;
	errors: number;
};

export type Report = {
	machine: string;
	rows: Row[];
	mixed: (Outcome & {
		people: number;
		seconds: number;
		memoryBefore: number;
		memoryAfter: number;
	})[];
	startMs: { people: number; ms: number }[];
	pages: ({ path: string; html: number } & ClientBytes)[];
	worker: { all: number; atStart: number };
	firstToken: { p50: number; p99: number } | null;
	reminders: string[];
};

export function median(numbers: number[]): number {
	const sorted = numbers.toSorted((a, b) => a - b);
	const middle = Math.floor(sorted.length / 2);
	const [low = 0, high = 0] = [sorted[sorted.length - 1 - middle], sorted[middle]];
	return (low + high) / 2;
}

const whole = (number: number) => Math.round(number).toLocaleString("en-GB");
const percent = (share: number) => `${Math.round(share * 100)} %`;
const kilobytes = (bytes: number) => `${(bytes / 1024).toFixed(1)} KB`;
const megabytes = (bytes: number) => `${whole(bytes / 1024 / 1024)} MB`;

function table(head: string[], rows: (string | number)[][]): string {
	const line = (cells: (string | number)[]) => `| ${cells.join(" | ")} |`;
	return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

export function toMarkdown(report: Report): string {
	return [
		report.machine,
		table(
			[
				"tasks",
				"request",
				"connections",
				"requests/s",
				"±",
				"p50 ms",
				"p99 ms",
				"of the floor",
				"D1",
				"bytes",
				"errors",
			],
			report.rows.map((row) => [
				whole(row.people * 100),
				row.name,
				row.connections,
				whole(row.requestsPerSecond),
				percent(row.spread),
				row.p50,
				row.p99,
				row.ratio === null ? "" : percent(row.ratio),
				row.trips ?? "",
				whole(row.bytes),
				row.errors,
			]),
		),
		table(
			["tasks", "mixed load", "requests/s", "p50 ms", "p99 ms", "errors", "memory before", "after"],
			report.mixed.map((one) => [
				whole(one.people * 100),
				`${one.seconds} s`,
				whole(one.requestsPerSecond),
				one.p50,
				one.p99,
				one.errors,
				megabytes(one.memoryBefore),
				megabytes(one.memoryAfter),
			]),
		),
		table(
			["page", "HTML (plain)", "scripts (gzip)", "styles (gzip)"],
			report.pages.map(({ path, html, scripts, styles }) => [
				path,
				kilobytes(html),
				kilobytes(scripts),
				kilobytes(styles),
			]),
		),
		[
			`Worker: ${kilobytes(report.worker.all)}, of that ${kilobytes(report.worker.atStart)} evaluated at start.`,
			...report.startMs.map(
				({ people, ms }) => `Start with ${whole(people * 100)} tasks: ${whole(ms)} ms.`,
			),
			report.firstToken
				? `First chat token (local): p50 ${whole(report.firstToken.p50)} ms, p99 ${whole(report.firstToken.p99)} ms.`
				: "",
			...report.reminders.map((line) => `Reminders: ${line}.`),
		]
			.filter(Boolean)
			.join("\n"),
	].join("\n\n");
}
