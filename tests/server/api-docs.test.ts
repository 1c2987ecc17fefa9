import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { TestServer } from "./test-server.ts";

// What is said of the API, tried on the server that `npm start` runs.

const root = join(import.meta.dirname, "../..");
const PATH = [join(root, "node_modules/.bin"), process.env.PATH].join(delimiter);

const server = new TestServer({ APP_URL: undefined });

beforeAll(() => server.start());
afterAll(() => server.dispose());

test("docs/api.md does what it says", () => {
	const blocks = readFileSync(join(root, "docs/api.md"), "utf8").matchAll(/^```sh\n(.*?)^```/gms);
	const script = [...blocks].map(([, block]) => block).join("\n");
	expect(script.split("\n").length).toBeGreaterThan(50);
	const { status, stdout, stderr } = spawnSync(
		"bash",
		["--norc", "-euo", "pipefail", "-x", "-c", script],
		{
			stdio: ["ignore", "pipe", "pipe"],
			env: { PATH: process.env.PATH, TEND: server.url },
			encoding: "utf8",
			timeout: 60_000,
		},
	);
	expect(status, `${stdout}\n${stderr}`).toBe(0);
});

test("the OpenAPI document is lint-clean", async () => {
	const file = join(server.dataDir, "openapi.json");
	writeFileSync(file, await (await fetch(`${server.url}/api/openapi.json`)).text());
	const { status, stdout, stderr } = spawnSync("redocly", ["lint", "--max-problems=50", file], {
		// No settings of somebody's own, no telemetry, no look-up of updates.
		cwd: server.dataDir,
		env: {
			PATH,
			HOME: server.dataDir,
			REDOCLY_TELEMETRY: "off",
			REDOCLY_SUPPRESS_UPDATE_NOTICE: "true",
		},
		encoding: "utf8",
	});
	expect(status, stdout + stderr).toBe(0);
	expect(stdout + stderr).not.toMatch(/warning/i);
});

test("the reader page has its style", async () => {
	const html = await (await fetch(`${server.url}/api/docs`)).text();
	const style = /rel="stylesheet" href="([^"]+)"/.exec(html)?.[1];
	expect(existsSync(join(root, "public", style ?? ""))).toBe(true);
	expect(style).toMatch(/\.css$/);
});
