import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, symlinkSync } from "node:fs";
import { delimiter, join } from "node:path";
import { expect, test } from "vitest";
import { newFolder, tend } from "./run-tend.ts";

test("every command has a help worth reading", async () => {
	const { code, stdout } = await tend(["--help"]);
	expect(code).toBe(0);
	const list = stdout.slice(stdout.indexOf("Commands:"), stdout.indexOf("help [command]"));
	const names = [...list.matchAll(/^ {2}([a-z]+)/gm)].map(([, name]) => name as string);
	expect(names).toEqual(
		"add show done reopen rm edit list search undo redo stats export import chat login logout whoami completion".split(
			" ",
		),
	);
	const helps = await Promise.all(names.map((name) => tend(["help", name])));
	for (const help of helps) {
		expect(help.code).toBe(0);
		expect(help.stdout.length).toBeGreaterThan(200);
		expect(help.stdout).toContain("--json");
	}
});

test.each([
	["an unknown command", ["lst"], "Did you mean"],
	["an unknown option", ["list", "--colour"], "Unknown option"],
	["a value that an option does not take", ["list", "--due", "someday"], "Allowed choices"],
	["a number that is none", ["done", "one"], "named by its number"],
	["a missing argument", ["add"], "Missing required argument"],
	[
		"a date that is none",
		["--local", "/nonexistent/x.json", "edit", "1", "--due", "feb 30"],
		"is not a date",
	],
])("%s is exit code 2", async (_, args, message) => {
	const run = await tend(args);
	expect(run).toMatchObject({ code: 2, stdout: "" });
	expect(run.stderr).toContain(message);
});

test("errors are JSON where answers are", async () => {
	const file = join(newFolder(), "tasks.json");
	const missing = await tend(["--json", "--local", file, "show", "7"]);
	expect(missing).toMatchObject({ code: 1, stdout: "" });
	expect(JSON.parse(missing.stderr)).toMatchObject({ status: 404, detail: "There is no task 7." });
	const wrong = await tend(["show", "--json"]);
	expect(wrong).toMatchObject({ code: 2, stdout: "" });
	expect(JSON.parse(wrong.stderr)).toMatchObject({ type: "tend:usage" });
});

test("a file may be named before and behind the command", async () => {
	const folder = newFolder();
	const file = join(folder, "a.json");
	expect((await tend(["--local", file, "add", "One"])).stdout).toBe("Added 1: One\n");
	expect((await tend(["add", "Two", "--local", file])).stdout).toBe("Added 2: Two\n");
	expect((await tend([`--local=${file}`, "add", "Three"])).stdout).toBe("Added 3: Three\n");
	const env = { XDG_DATA_HOME: folder };
	expect((await tend(["add", "--local", "Buy", "milk"], { env })).stdout).toBe(
		"Added 1: Buy milk\n",
	);
});

test("colours come where they are wanted", async () => {
	const file = join(newFolder(), "tasks.json");
	const add = (...args: string[]) => ["--local", file, "add", "One", ...args];
	expect((await tend(add())).stdout).not.toContain("\x1b");
	expect((await tend(add(), { env: { FORCE_COLOR: "1" } })).stdout).toContain("\x1b[1mOne");
	expect((await tend(add("--no-color"), { env: { FORCE_COLOR: "1" } })).stdout).not.toContain(
		"\x1b",
	);
	expect((await tend(add(), { env: { FORCE_COLOR: "1", NO_COLOR: "1" } })).stdout).not.toContain(
		"\x1b",
	);
});

test("a reader that has had enough is no error", () => {
	const client = join(import.meta.dirname, "tend.mjs");
	const { stderr, stdout } = spawnSync(
		"bash",
		["-c", `"${process.execPath}" "${client}" --help | head -1`],
		{
			encoding: "utf8",
		},
	);
	expect({ stderr, stdout }).toEqual({ stderr: "", stdout: "Usage: tend [options] [command]\n" });
});

test("npx finds it, and any Node from 20 starts it", async () => {
	const root = join(import.meta.dirname, "..");
	const elsewhere = newFolder();
	// What a host has before the project's own Node is found: a Node that knows no TypeScript.
	const old = ["/usr/bin/node", "/usr/local/bin/node"].find((path) => existsSync(path));
	const env = { PATH: ["/usr/local/bin", "/usr/bin", "/bin"].join(delimiter), HOME: elsewhere };
	if (old) {
		mkdirSync(join(elsewhere, "bin"));
		symlinkSync(join(import.meta.dirname, "tend.mjs"), join(elsewhere, "bin/tend"));
		const linked = spawnSync(join(elsewhere, "bin/tend"), ["--version"], { env, encoding: "utf8" });
		expect(linked.stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
	}
	const npx = spawnSync("npx", ["tend", "--version"], { cwd: root, encoding: "utf8" });
	expect(npx.stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});

test("shells complete commands, options and values", async () => {
	const { stdout: script } = await tend(["completion", "bash"]);
	const complete = (...words: string[]) => {
		const run = spawnSync(
			"bash",
			[
				"-c",
				`${script}\nCOMP_WORDS=("$@") COMP_CWORD=$(($# - 1)); _tend; echo "\${COMPREPLY[*]}"`,
				"bash",
				...words,
			],
			{ encoding: "utf8" },
		);
		return run.stdout.trim().split(" ");
	};
	expect(complete("tend", "re")).toEqual(["reopen", "remove", "redo"]);
	expect(complete("tend", "list", "--due", "")).toEqual(["overdue", "today", "week", "none"]);
	expect(complete("tend", "edit", "--un")).toEqual(["--untag"]);
	expect(complete("tend", "--json", "completion", "f")).toEqual(["fish"]);
	for (const shell of ["zsh", "fish"]) {
		expect((await tend(["completion", shell])).stdout).toContain("overdue today week none");
	}
});
