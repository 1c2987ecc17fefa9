import { spawn } from "node:child_process";
import { once } from "node:events";
import {
	chmodSync,
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	statSync,
	symlinkSync,
	writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { call } from "./backend/api.ts";
import { EXIT } from "./backend/failure.ts";
import { openLocalBackend } from "./local/local-backend.ts";
import { newFolder, tend } from "./run-tend.ts";

function newFile(name = "tasks.json") {
	const file = join(newFolder(), name);
	return { file, local: (...args: string[]) => tend(["--local", file, ...args]) };
}

test("tasks live in a file, through all commands", async () => {
	const { file, local } = newFile();
	const added = await local("add", "Pay rent 2099-12-01 9am every month #home !high");
	expect(added).toEqual({
		code: 0,
		stdout: "Added 1: Pay rent (Tue 1 Dec 2099 09:00, every month, high priority, #home)\n",
		stderr: "",
	});
	await local("add", "Call Ann");
	expect((await local("list")).stdout).toBe(
		"1\tpending\thigh\t2099-12-01T09:00:00-05:00\tPay rent\thome\n2\tpending\tmedium\t\tCall Ann\t\n",
	);
	const edited = await local(
		"edit",
		"2",
		"--due",
		"2099-12-03 3pm",
		"--tag",
		"#Home",
		"--remind",
		"1 hour before",
	);
	expect(edited.stdout).toBe(
		"Saved 2: Call Ann (Thu 3 Dec 2099 15:00, reminder 1 hour before, #home)\n",
	);
	expect((await local("list", "--due-after", "2099-12-02", "--json")).stdout).toContain(
		'"total": 1',
	);
	expect((await local("done", "2")).stdout).toBe("Completed 2: Call Ann\n");
	expect((await local("search", "cal", "hom")).stdout).toMatch(/^2\tcompleted/);
	expect((await local("undo")).stdout).toBe("Undone: Completed “Call Ann”\n");
	expect((await local("rm", "1")).stdout).toBe("Deleted “Pay rent”\n");
	expect((await local("show", "1")).code).toBe(1);
	await local("undo");
	expect((await local("show", "1")).stdout).toMatch(/Repeats +every month/);
	expect(statSync(file).mode & 0o777).toBe(0o600);
});

test("without a file named, tasks are kept where this system keeps data", async () => {
	const folder = newFolder();
	const env = { XDG_DATA_HOME: folder };
	await tend(["--local", "add", "Here"], { env });
	expect((await tend(["list", "--local"], { env })).stdout).toContain("Here");
	expect(
		(await tend(["list"], { env: { TEND_LOCAL: join(folder, "tend/tasks.json") } })).stdout,
	).toContain("Here");
});

test("the assistant works on the file, and asks before it deletes", async () => {
	const { file, local } = newFile();
	const added = await local("chat", "-t", "plans", "add buy stamps tomorrow");
	expect(added.code).toBe(0);
	expect(added.stdout).toContain("✓ Added");
	const asked = await local("chat", "-t", "plans", "delete task 1");
	expect(asked.code).toBe(1);
	expect(asked.stderr).toContain("waits for your approval");
	expect((await local("list")).stdout).toContain("buy stamps");
	const deleted = await local("chat", "--yes", "delete task 1");
	expect(deleted.stdout).toContain("✓ Deleted");
	expect((await local("list")).stdout).toBe("");
	expect((await local("undo")).stdout).toContain("Undone");
	expect((await local("chat", "--list")).stdout).toMatch(/^[\w-]+\t.*\nplans\t/);
	expect(JSON.parse(readFileSync(file, "utf8")).chat_threads).toHaveLength(2);
});

test("what leaves as a file comes back from it", async () => {
	const { file, local } = newFile();
	await local("add", "Pay rent 2099-12-01 9am every month #home !high");
	await local("done", "1");
	for (const format of ["json", "csv", "ics"]) {
		const out = `${file}.${format}`;
		expect((await local("export", "-o", out)).code).toBe(0);
		const copy = ["--local", `${out}.copy.json`];
		expect((await tend([...copy, "import", out])).stdout).toBe("Added 2 tasks\n");
		const titles = (await tend([...copy, "list", "--all"])).stdout;
		expect(titles.match(/Pay rent/g)).toHaveLength(2);
	}
});

test("a task that repeats goes on when it is done", async () => {
	const { local } = newFile();
	await local("add", "Water the ferns 2099-12-01 every week");
	const done = await local("done", "1");
	expect(done.stdout).toBe(
		"Completed 1: Water the ferns\nNext is 2: Water the ferns (Tue 8 Dec 2099, every week)\n",
	);
});

test("each line of the input becomes a task", async () => {
	const { file, local } = newFile();
	const { code, stdout } = await tend(["--local", file, "add", "-"], {
		input: "One\n\n  Two p1\n",
	});
	expect({ code, stdout }).toEqual({
		code: 0,
		stdout: "Added 1: One\nAdded 2: Two (high priority)\n",
	});
	expect((await local("list", "--json")).stdout).toContain('"total": 2');
});

test("several tasks are one change, and numbers that are not there are told", async () => {
	const { file, local } = newFile();
	await tend(["--local", file, "add", "-"], { input: "One\nTwo\nThree" });
	const done = await local("done", "1,2", "9");
	expect(done.code).toBe(1);
	expect(done.stdout).toBe("Completed 2 tasks\n");
	expect(done.stderr).toBe("tend: There is no task 9. The rest is done.\n");
	await local("undo");
	expect((await local("list")).stdout.split("\n")).toHaveLength(4);
});

test.each([
	["text that is no JSON", "{ broken", "it is not JSON"],
	["JSON of somebody else", '{"tasks": []}', "not of Tend"],
	["nothing", "", "it is empty"],
	[
		"a file of a later Tend",
		'{"format":"tend-tasks","migration":"9999_x.sql","users":[],"tasks":[],"changes":[],"events":[]}',
		"newer Tend",
	],
	[
		"rows without a user",
		'{"format":"tend-tasks","migration":"0000_init.sql","users":[],"tasks":[],"changes":[],"events":[]}',
		"one user",
	],
])("%s is told and left alone", async (_, text, message) => {
	const { file } = newFile();
	writeFileSync(file, text);
	await expectDamaged(file, message);
});

test("a file cut short, or with a wrong value in it, is told and left alone", async () => {
	const { file } = newFile();
	const backend = openLocalBackend(file);
	await call(backend, "POST", "/api/tasks", { body: { title: "Something" } });
	const whole = readFileSync(file, "utf8");
	for (const text of [
		whole.slice(0, -200),
		whole.replace('"priority":"medium"', '"priority":"urgent"'),
		whole.replace('"title":"Something"', '"title":null'),
		whole.replace('"title":"Something"', '"titel":"Something"'),
	]) {
		writeFileSync(file, text);
		await expectDamaged(file, "is damaged");
	}
});

test("a damaged file is exit code 6", async () => {
	const { file, local } = newFile();
	writeFileSync(file, "{ broken");
	const run = await local("list");
	expect(run).toMatchObject({ code: 6, stdout: "" });
	expect(run.stderr).toContain("is damaged: it is not JSON");
});

async function expectDamaged(file: string, message: string) {
	const text = readFileSync(file, "utf8");
	const backend = openLocalBackend(file);
	const add = {
		method: "POST",
		body: '{"title":"One"}',
		headers: { "content-type": "application/json" },
	};
	for (const init of [{}, add]) {
		const outcome = await backend.send("/api/tasks", init).catch((error: unknown) => error);
		expect(outcome).toMatchObject({
			exitCode: EXIT.file,
			message: expect.stringContaining(message),
		});
	}
	expect(readFileSync(file, "utf8")).toBe(text);
	expect(readdirSync(join(file, ".."))).toEqual(["tasks.json"]);
}

test("a link keeps leading to its file, and the file its mode", async () => {
	const { file, local } = newFile();
	await local("add", "One");
	chmodSync(file, 0o640);
	const link = join(file, "../link.json");
	symlinkSync(file, link);
	await tend(["--local", link, "add", "Two"]);
	expect((await local("list")).stdout).toContain("Two");
	expect(statSync(file).mode & 0o777).toBe(0o640);
});

test("a folder in the place of the file is told", async () => {
	const { file } = newFile();
	mkdirSync(file);
	await expect(openLocalBackend(file).send("/api/tasks")).rejects.toThrow("it is a folder");
});

test("many at once lose nothing", async () => {
	const { file, local } = newFile();
	const titles = Array.from({ length: 8 }, (_, i) => `Task ${i}`);
	const runs = await Promise.all(titles.map((title) => local("add", title)));
	expect(runs.map(({ code }) => code)).toEqual(titles.map(() => 0));
	const { tasks } = JSON.parse(readFileSync(file, "utf8"));
	expect(tasks.map(({ title }: { title: string }) => title).sort()).toEqual(titles);
	expect(tasks.map(({ id }: { id: number }) => id).sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
});

test("what was acknowledged survives kill -9 in the middle of writing", async () => {
	const { file, local } = newFile();
	const backend = join(import.meta.dirname, "local/local-backend.ts");
	const writer = `
		globalThis.__TEND_VERSION__ = "test";
		const { openLocalBackend } = await import(${JSON.stringify(backend)});
		const backend = openLocalBackend(${JSON.stringify(file)});
		const headers = { "content-type": "application/json" };
		for (let i = 1; ; i += 1) {
			const body = JSON.stringify({ title: "Task " + i, description: "x".repeat(10_000) });
			const answer = await backend.send("/api/tasks", { method: "POST", headers, body });
			if (answer.status !== 201) throw new Error(await answer.text());
			console.log(i);
		}`;
	const child = spawn(process.execPath, ["--input-type=module", "-e", writer], {
		stdio: ["ignore", "pipe", "inherit"],
	});
	let output = "";
	child.stdout.on("data", (chunk) => {
		output += chunk;
		if (output.includes("\n25\n")) child.kill("SIGKILL");
	});
	await once(child, "close");
	const acknowledged = output.trim().split("\n").map(Number);
	expect(acknowledged.length).toBeGreaterThanOrEqual(25);
	const { total } = JSON.parse((await local("list", "--json")).stdout);
	expect(total).toBeGreaterThanOrEqual(acknowledged.length);
	expect(total).toBeLessThanOrEqual(acknowledged.length + 1);
	// Its lock is taken over, and what it left is cleared away.
	expect((await local("add", "After")).code).toBe(0);
	expect(readdirSync(join(file, ".."))).toEqual(["tasks.json"]);
	expect(existsSync(`${file}.lock`)).toBe(false);
});
