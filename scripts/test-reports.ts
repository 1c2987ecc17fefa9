// What the two test runners' JSON reports come to.
import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { stripVTControlCharacters } from "node:util";

export type Outcome = {
	passed: number;
	failed: number;
	skipped: number;
	/** What somebody who sees nothing else should know: which tests failed, and which at first. */
	remarks: string[];
};

type VitestReport = {
	numPassedTests: number;
	numFailedTests: number;
	numPendingTests: number;
	numTodoTests: number;
	testResults: VitestFile[];
};

type VitestFile = {
	name: string;
	status: string;
	assertionResults: { fullName: string; status: string; failureMessages: string[] }[];
};

type PlaywrightReport = {
	stats: { expected: number; unexpected: number; flaky: number; skipped: number };
	suites: PlaywrightSuite[];
};

type PlaywrightSuite = {
	title: string;
	suites?: PlaywrightSuite[];
	specs: { title: string; tests: PlaywrightTest[] }[];
};

type PlaywrightTest = {
	projectName: string;
	status: string;
	results: { error?: { message?: string } }[];
};

// The runner died before it could write one, which its exit code says.
const NOTHING: Outcome = { passed: 0, failed: 0, skipped: 0, remarks: [] };

export function readVitestReport(path: string): Outcome {
	const report = read<VitestReport>(path);
	if (!report) return NOTHING;
	// A file that could not be loaded, or whose hook failed, has no test to fail.
	const broken = report.testResults.filter(
		(file) => file.status === "failed" && failedIn(file).length === 0,
	);
	return {
		passed: report.numPassedTests,
		failed: report.numFailedTests + broken.length,
		skipped: report.numPendingTests + report.numTodoTests,
		remarks: [
			...broken.map(({ name }) => `could not run: ${relative(".", name)}`),
			...report.testResults.flatMap((file) =>
				failedIn(file).map(({ fullName, failureMessages: [message] }) =>
					remark("failed", `${relative(".", file.name)} › ${fullName}`, message),
				),
			),
		],
	};
}

function failedIn({ assertionResults }: VitestFile) {
	return assertionResults.filter(({ status }) => status === "failed");
}

export function readPlaywrightReport(path: string): Outcome {
	const report = read<PlaywrightReport>(path);
	if (!report) return NOTHING;
	const { expected, unexpected, flaky, skipped } = report.stats;
	return {
		passed: expected + flaky,
		failed: unexpected,
		skipped,
		remarks: report.suites.flatMap((suite) => remarksOn(suite, "")),
	};
}

const WORDS: Record<string, string> = { unexpected: "failed", flaky: "passed when tried again" };

function remarksOn({ title, suites = [], specs }: PlaywrightSuite, parents: string): string[] {
	const path = `${parents}${title} › `;
	return [
		...specs.flatMap((spec) =>
			spec.tests.flatMap(({ status, projectName, results: [first] }) => {
				const word = WORDS[status];
				const test = `[${projectName}] ${path}${spec.title}`;
				return word ? [remark(word, test, first?.error?.message)] : [];
			}),
		),
		...suites.flatMap((suite) => remarksOn(suite, path)),
	];
}

function remark(word: string, test: string, message = ""): string {
	const [reason = ""] = stripVTControlCharacters(message).split("\n");
	return `${word}: ${test}\n    ${reason}`;
}

function read<Report>(path: string): Report | null {
	try {
		return JSON.parse(readFileSync(path, "utf8")) as Report;
	} catch {
		return null;
	}
}
