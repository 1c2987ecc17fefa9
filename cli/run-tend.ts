import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** Runs the console client as a shell does, for tests. */

type Run = { code: number | null; stdout: string; stderr: string };
type Options = { env?: NodeJS.ProcessEnv; input?: string; node?: string };

const client = join(import.meta.dirname, "tend.mjs");

/** A folder for one test. */
export function newFolder(): string {
	const folder = mkdtempSync(join(tmpdir(), "tend-console-"));
	onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
	return folder;
}

/** Nothing of this machine's user gets in: no settings, no colours, no time zone. */
export async function tend(
	args: string[],
	{ env = {}, input = "", node = process.execPath }: Options = {},
): Promise<Run> {
	const child = spawn(node, [client, ...args], {
		env: { PATH: process.env.PATH, HOME: "/nonexistent", TZ: "America/New_York", ...env },
		stdio: ["pipe", "pipe", "pipe"],
	});
	const run = { code: null as number | null, stdout: "", stderr: "" };
	child.stdout.on("data", (chunk) => {
		run.stdout += chunk;
	});
	child.stderr.on("data", (chunk) => {
		run.stderr += chunk;
	});
	child.stdin.end(input);
	const [code] = await once(child, "close");
	return { ...run, code };
}
