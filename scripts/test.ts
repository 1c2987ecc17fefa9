// npm test [-- <filter>…]: all tests, and one closing line of totals.
//
// A filter is a path or a part of one, `--project NAME`, `-t PATTERN` (test names), or any
// option of the one runner that the rest of the filter leaves.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { constants, setPriority, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { ensureBrowser } from "./browser.ts";
import { type Outcome, readPlaywrightReport, readVitestReport } from "./test-reports.ts";

type Filter = { projects: string[]; paths: string[]; pattern: string | null; options: string[] };

const vitestProjects = ["unit", "workers", "scripts"];
const playwrightProjects = ["javascript", "no-javascript"];

const filter = readFilter(process.argv.slice(2));
const isFiltered = process.argv.length > 2;

const temp = mkdtempSync(join(tmpdir(), "tend-test-"));
const vitestFilter = filterFor("vitest");
const playwrightFilter = filterFor("playwright");

const runs: Outcome[] = [];
if (await build()) {
	// Each waits a lot, so both at once take little longer than the longer one.
	const runners = [
		vitestFilter && runVitest(vitestFilter),
		playwrightFilter && runPlaywright(playwrightFilter),
	];
	runs.push(...(await Promise.all(runners)).filter((totals) => totals !== null));
} else {
	runs.push({ passed: 0, failed: 1, skipped: 0, remarks: ["the build failed"] });
}
rmSync(temp, { recursive: true, force: true });

const total = (key: "passed" | "failed" | "skipped") =>
	runs.reduce((sum, run) => sum + run[key], 0);
const [passed, failed, skipped] = [total("passed"), total("failed"), total("skipped")];
if (passed + failed === 0) console.error("No test ran.");
// Whoever sees only the end of the output learns which they were.
for (const remark of runs.flatMap((run) => run.remarks)) console.log(remark);
console.log(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;

function readFilter(args: string[]): Filter {
	const { values, tokens } = parseArgs({
		args,
		options: {
			project: { type: "string", multiple: true, default: [] },
			testNamePattern: { type: "string", short: "t" },
			grep: { type: "string", short: "g" },
		},
		allowPositionals: true,
		strict: false,
		tokens: true,
	});
	const known = ["project", "testNamePattern", "grep"];
	const others = tokens.filter((token) => token.kind === "option" && !known.includes(token.name));
	const pattern = values.testNamePattern ?? values.grep;
	const projects = (values.project ?? []).map(String);
	const unknown = projects.filter(
		(name) => ![...vitestProjects, ...playwrightProjects].includes(name),
	);
	if (unknown.length > 0) {
		console.error(
			`No project ${unknown.join(", ")}: there are ${[...vitestProjects, ...playwrightProjects].join(", ")}.`,
		);
		process.exit(2);
	}
	return {
		projects,
		paths: tokens.flatMap((token) => (token.kind === "positional" ? [token.value] : [])),
		pattern: typeof pattern === "string" ? pattern : null,
		options: others.map((token) => args[token.index] ?? ""),
	};
}

/** What of the filter is this runner's; null when the filter leaves it nothing to do. */
function filterFor(runner: "vitest" | "playwright"): Filter | null {
	const own = runner === "vitest" ? vitestProjects : playwrightProjects;
	const projects = filter.projects.filter((name) => own.includes(name));
	if (filter.projects.length > 0 && projects.length === 0) return null;
	const isForPlaywright = (path: string) => /(^|\/)e2e(\/|$)|\.spec\.ts(:\d+)?$/.test(path);
	const isForVitest = (path: string) => !isForPlaywright(path) && /[/.]/.test(path);
	const isForOther = runner === "vitest" ? isForPlaywright : isForVitest;
	const paths = filter.paths.filter((path) => !isForOther(path));
	if (filter.paths.length > 0 && paths.length === 0) return null;
	return { ...filter, projects, paths };
}

async function build(): Promise<boolean> {
	const needsNoBuild = !playwrightFilter && vitestFilter?.projects.join() === "unit";
	if (needsNoBuild) return true;
	const code = await run("node_modules/.bin/react-router", ["build"]);
	if (code !== 0) console.error(`The build failed (exit code ${code}).`);
	return code === 0;
}

async function runVitest({ projects, paths, pattern, options }: Filter): Promise<Outcome> {
	const report = join(temp, "vitest.json");
	const args = [
		"run",
		"--reporter=default",
		"--reporter=json",
		`--outputFile.json=${report}`,
		...(isFiltered ? ["--passWithNoTests"] : []),
		...projects.map((name) => `--project=${name}`),
		...(pattern ? [`--testNamePattern=${pattern}`] : []),
		...options,
		...paths,
	];
	// Beside a browser, whose tests wait for no more than seconds, it takes the time that is left
	// over, and says what it has to say in one piece.
	const isBeside = playwrightFilter !== null;
	const code = await run("node_modules/.bin/vitest", args, { isBeside });
	return withExitCode("vitest", code, readVitestReport(report));
}

async function runPlaywright({ projects, paths, pattern, options }: Filter): Promise<Outcome> {
	const report = join(temp, "playwright.json");
	const args = [
		"test",
		"--reporter=list,json",
		...(isFiltered ? ["--pass-with-no-tests"] : []),
		...projects.map((name) => `--project=${name}`),
		...(pattern ? [`--grep=${pattern}`] : []),
		...options,
		...paths,
	];
	try {
		ensureBrowser();
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		return { passed: 0, failed: 1, skipped: 0, remarks: [reason] };
	}
	const env = { E2E_DATA_DIR: join(temp, "data"), PLAYWRIGHT_JSON_OUTPUT_FILE: report };
	const code = await run("node_modules/.bin/playwright", args, { env });
	return withExitCode("playwright", code, readPlaywrightReport(report));
}

/** A runner that fails without a failed test (it crashed, or something went wrong outside of one) is a failure too. */
function withExitCode(runner: string, code: number, outcome: Outcome): Outcome {
	if (code === 0 || outcome.failed > 0) return outcome;
	const remark = `${runner} ended with exit code ${code} and no failed test: counted as a failure.`;
	return { ...outcome, failed: 1, remarks: [...outcome.remarks, remark] };
}

type RunOptions = { env?: Record<string, string>; isBeside?: boolean };

function run(
	command: string,
	args: string[],
	{ env = {}, isBeside = false }: RunOptions = {},
): Promise<number> {
	const output = isBeside ? "pipe" : "inherit";
	const child = spawn(command, args, {
		stdio: ["ignore", output, output],
		env: {
			...process.env,
			...env,
			...(isBeside && process.stdout.isTTY ? { FORCE_COLOR: "1" } : {}),
		},
	});
	if (isBeside && child.pid) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
	const said: Buffer[] = [];
	for (const stream of [child.stdout, child.stderr]) {
		stream?.on("data", (chunk: Buffer) => said.push(chunk));
	}
	return new Promise((resolve) => {
		child.on("error", (error) => {
			console.error(`${command}: ${error.message}`);
			resolve(1);
		});
		// "exit" would come before the last of the output.
		child.on("close", (code) => {
			process.stdout.write(Buffer.concat(said));
			resolve(code ?? 1);
		});
	});
}
