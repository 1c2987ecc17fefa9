import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

// What is said of the API, tried on the server that `npm start` runs.

const root = join(import.meta.dirname, "..");
const PATH = [join(root, "node_modules/.bin"), process.env.PATH].join(delimiter);

let folder = "";
let url = "";
let child: ChildProcess;

beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), "tend-api-"));
	child = spawn(process.execPath, ["scripts/start.ts"], {
		cwd: root,
		env: { PATH, HOME: process.env.HOME, PORT: "0", DATA_DIR: join(folder, "data") },
		stdio: ["ignore", "pipe", "pipe"],
	});
	let output = "";
	url = await new Promise((resolve, reject) => {
		const read = (chunk: Buffer) => {
			output += chunk;
			const found = /Tend is ready: (http:\S+)/.exec(output)?.[1];
			if (found) resolve(found);
		};
		child.stdout?.on("data", read);
		child.stderr?.on("data", read);
		child.once("exit", () => reject(new Error(output)));
	});
});

afterAll(async () => {
	if (child.exitCode === null) {
		child.kill("SIGTERM");
		await once(child, "exit");
	}
	rmSync(folder, { recursive: true, force: true });
});

test("docs/api.md does what it says", () => {
	const blocks = readFileSync(join(root, "docs/api.md"), "utf8").matchAll(/^```sh\n(.*?)^```/gms);
	const script = [...blocks].map(([, block]) => block).join("\n");
	expect(script.split("\n").length).toBeGreaterThan(50);
	const { status, stdout, stderr } = spawnSync(
		"bash",
		["--norc", "-euo", "pipefail", "-x", "-c", script],
		{
			stdio: ["ignore", "pipe", "pipe"],
			env: { PATH: process.env.PATH, TEND: url },
			encoding: "utf8",
			timeout: 60_000,
		},
	);
	expect(status, `${stdout}\n${stderr}`).toBe(0);
});

test("the OpenAPI document is lint-clean", async () => {
	const file = join(folder, "openapi.json");
	writeFileSync(file, await (await fetch(`${url}/api/openapi.json`)).text());
	const { status, stdout, stderr } = spawnSync("redocly", ["lint", "--max-problems=50", file], {
		// No settings of somebody's own, no telemetry, no look-up of updates.
		cwd: folder,
		env: {
			PATH,
			HOME: folder,
			REDOCLY_TELEMETRY: "off",
			REDOCLY_SUPPRESS_UPDATE_NOTICE: "true",
		},
		encoding: "utf8",
	});
	expect(status, stdout + stderr).toBe(0);
	expect(stdout + stderr).not.toMatch(/warning/i);
});

test("the reader page has its style", async () => {
	const html = await (await fetch(`${url}/api/docs`)).text();
	const style = /rel="stylesheet" href="([^"]+)"/.exec(html)?.[1];
	expect(existsSync(join(root, "public", style ?? ""))).toBe(true);
	expect(style).toMatch(/\.css$/);
});
