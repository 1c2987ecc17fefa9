import { spawnSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { MINUTE_MS } from "#domain/time/durations.ts";
import { parseCron, startClock } from "#scripts/local-server/cron.ts";
import { createProject } from "./test-project.ts";

const at = (time: string) => new Date(`2026-11-${time}Z`);

describe("a cron trigger", () => {
	test.each([
		["*/5 * * * *", ["20T10:00", "20T10:55"], ["20T10:01"]],
		["0 * * * *", ["20T10:00", "21T00:00"], ["20T10:30"]],
		["17 3 * * *", ["20T03:17"], ["20T17:03", "20T03:18"]],
		["0,30 8-10 * NOV MON-FRI", ["20T08:30", "20T10:00"], ["21T08:30", "20T11:00"]],
		["0 0 * * 1", ["22T00:00"], ["23T00:00"]],
		["0 0 1 * SAT", ["01T00:00", "21T00:00"], ["20T00:00"]],
		["5/20 * * * *", ["20T10:05", "20T10:45"], ["20T10:20"]],
	])("%s", (cron, on, off) => {
		const matches = parseCron(cron);
		expect(on.map(at).map(matches)).not.toContain(false);
		expect(off.map(at).map(matches)).not.toContain(true);
	});

	test.each(["* * * *", "60 * * * *", "* * * * 0", "*/0 * * * *", "1-2-3 * * * *", "x * * * *"])(
		"%s cannot be read",
		(cron) => {
			expect(() => parseCron(cron)).toThrow(`The cron trigger ${cron} cannot be read.`);
		},
	);
});

describe("the clock", () => {
	const begin = Date.UTC(2100, 0, 1);
	const minute = MINUTE_MS;

	test("runs what is due, once, and what it missed only for the last time", async () => {
		const runs: [string, string][] = [];
		const clock = startClock(
			["*/5 * * * *", "0 3 * * *"],
			async (cron, time) => {
				runs.push([cron, time.toISOString()]);
			},
			begin - minute,
		);
		clock.tick(begin + 30_000);
		clock.tick(begin + 50_000);
		await Promise.resolve();
		clock.tick(begin + 4 * 60 * minute + 7 * minute);
		clock.stop();
		expect(runs).toEqual([
			["*/5 * * * *", "2100-01-01T00:00:00.000Z"],
			["*/5 * * * *", "2100-01-01T04:05:00.000Z"],
			["0 3 * * *", "2100-01-01T03:00:00.000Z"],
		]);
	});

	test("starts nothing twice that is still running, and bears a failure", async () => {
		const ends: (() => void)[] = [];
		const clock = startClock(
			["* * * * *"],
			() => new Promise((resolve) => ends.push(resolve)),
			begin - minute,
		);
		clock.tick(begin);
		clock.tick(begin + minute);
		expect(ends).toHaveLength(1);
		ends[0]?.();
		await new Promise(setImmediate);
		clock.tick(begin + 2 * minute);
		clock.stop();
		expect(ends).toHaveLength(2);
	});
});

test("a cron trigger reaches the worker's scheduled()", () => {
	const root = createProject({ triggers: { crons: ["0 3 * * *"] } });
	onTestFinished(() => rmSync(root, { recursive: true, force: true }));
	const local = join(import.meta.dirname, "../../scripts/local-server");
	writeFileSync(
		join(root, "run.ts"),
		`import { migrate } from "${local}/migrations.ts";
		import { serve } from "${local}/server.ts";
		await migrate("${root}/wrangler.toml", "${root}/data");
		const server = await serve({
			config: "${root}/build/server/wrangler.json",
			host: "127.0.0.1",
			port: 0,
			dataDir: "${root}/data",
			variables: {},
			log: (level, message) => console.log(message),
		});
		await server.runCron(server.crons[0], new Date(7));
		console.log(await (await fetch(server.url + "/notes")).text());
		process.kill(process.pid, "SIGTERM");`,
	);
	const { stdout, stderr, status } = spawnSync(process.execPath, ["run.ts"], {
		cwd: root,
		encoding: "utf8",
	});
	expect({ stderr, status }).toEqual({ stderr: "", status: 0 });
	expect(stdout.trim().split("\n").sort()).toEqual(["[7]", '{"cron":"0 3 * * *"}']);
});
