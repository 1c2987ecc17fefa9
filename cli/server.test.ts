import { once } from "node:events";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { TestServer } from "#tests/server/test-server.ts";
import { newFolder, tend } from "./run-tend.ts";

describe("on a server", () => {
	const password = "quiet harbour lamp";
	const server = new TestServer({ APP_URL: undefined });
	let url = "";

	beforeAll(async () => {
		({ url } = await server.start());
	});
	afterAll(() => server.dispose());

	async function register(timeZone: string) {
		const email = `${crypto.randomUUID()}@example.com`;
		const headers = { "content-type": "application/json" };
		const send = (path: string, body: object, more = {}) =>
			fetch(url + path, {
				method: "POST",
				headers: { ...headers, ...more },
				body: JSON.stringify(body),
			});
		await send("/api/auth/register", { email, password });
		const { token } = (await (await send("/api/auth/login", { email, password })).json()) as {
			token: string;
		};
		await fetch(`${url}/api/auth/me`, {
			method: "PATCH",
			headers: { ...headers, authorization: `Bearer ${token}` },
			body: JSON.stringify({ timeZone }),
		});
		return { email, token };
	}

	test("the same commands work on the tasks of whoever is signed in", async () => {
		const { email } = await register("Asia/Tokyo");
		const env = { XDG_CONFIG_HOME: newFolder() };
		const run = (...args: string[]) => tend(args, { env });
		expect(await run("list")).toMatchObject({ code: 4, stdout: "" });

		const wrong = await tend(["login", url, "-e", email, "--password-stdin"], {
			env,
			input: "nope",
		});
		expect(wrong).toMatchObject({ code: 4, stdout: "" });
		const signedIn = await tend(["login", url, "-e", email, "--password-stdin"], {
			env,
			input: `${password}\n`,
		});
		expect(signedIn).toEqual({
			code: 0,
			stdout: `You are signed in at ${url} as ${email}.\n`,
			stderr: "",
		});
		const config = join(env.XDG_CONFIG_HOME, "tend/config.json");
		expect(statSync(config).mode & 0o777).toBe(0o600);
		expect(readFileSync(config, "utf8")).not.toContain(password);

		expect((await run("whoami")).stdout).toBe(`${email} at ${url}, in Asia/Tokyo\n`);
		expect((await run("add", "Pay rent 2099-12-01 9am #home")).stdout).toBe(
			"Added 1: Pay rent (Tue 1 Dec 2099 09:00, #home)\n",
		);
		await run("edit", "1", "--due", "2099-12-02 10:00");
		expect((await run("list")).stdout).toBe(
			"1\tpending\tmedium\t2099-12-02T10:00:00+09:00\tPay rent\thome\n",
		);
		await run("done", "1");
		expect((await run("undo")).stdout).toBe("Undone: Completed “Pay rent”\n");
		expect(await run("show", "2")).toMatchObject({
			code: 1,
			stderr: "tend: There is no task 2.\n",
		});

		const out = await tend(["logout", "--revoke", "--password-stdin"], { env, input: password });
		expect(out).toMatchObject({ code: 0, stderr: "" });
		expect((await run("list")).code).toBe(4);
	});

	test("a token in the environment needs no signing in, and goes to no other server", async () => {
		const { token } = await register("UTC");
		const env = { TEND_URL: url, TEND_TOKEN: token };
		expect((await tend(["list"], { env })).code).toBe(0);
		expect((await tend(["list"], { env: { ...env, TEND_TOKEN: "tend_wrong" } })).code).toBe(4);

		const refused = await tend(["login", url, "--token", "tend_wrong"], { env: {} });
		expect(refused).toMatchObject({ code: 4, stdout: "" });
		expect(refused.stderr).toContain(`${url} does not take this token`);

		const config = newFolder();
		await tend(["login", url, "--token", token], { env: { XDG_CONFIG_HOME: config } });
		const other = await tend(["list"], {
			env: { XDG_CONFIG_HOME: config, TEND_URL: "http://127.0.0.1:9" },
		});
		expect(other.code).toBe(4);
		expect(other.stderr).toContain("not signed in at http://127.0.0.1:9");
	});
});

test("no connection is exit code 3, and says so", async () => {
	const env = { TEND_URL: "http://127.0.0.1:9", TEND_TOKEN: "tend_x" };
	const run = await tend(["list"], { env });
	expect(run).toMatchObject({ code: 3, stdout: "" });
	expect(run.stderr).toMatch(/^tend: Cannot reach http:\/\/127\.0\.0\.1:9: /);
	expect(JSON.parse((await tend(["list", "--json"], { env })).stderr)).toMatchObject({
		type: "tend:no-connection",
	});
});

test("something else that answers is no connection either", async () => {
	const url = await serve((_, response) =>
		response.setHeader("content-type", "text/html").end("<p>Hello"),
	);
	const run = await tend(["list"], { env: { TEND_URL: url, TEND_TOKEN: "tend_x" } });
	expect(run).toMatchObject({ code: 3, stdout: "" });
	expect(run.stderr).toContain("does not answer as Tend does");
});

test("a settings file that is broken is told and left alone", async () => {
	const folder = newFolder();
	const env = { XDG_CONFIG_HOME: folder };
	await tend(
		[
			"login",
			await serve((_, response) =>
				response.setHeader("content-type", "application/json").end('{"email":"a@b.c"}'),
			),
			"--token",
			"tend_x",
		],
		{ env },
	);
	const config = join(folder, "tend/config.json");
	writeFileSync(config, "{");
	expect((await tend(["list"], { env })).code).toBe(6);
	expect(readFileSync(config, "utf8")).toBe("{");
});

test("exports go to the output or replace a file as a whole, imports come from files or the input", async () => {
	const requests: string[] = [];
	const url = await serve(async (request, response) => {
		requests.push(
			`${request.method} ${request.url} ${request.headers["content-type"]} ${await textOf(request)}`,
		);
		response.setHeader("content-type", "application/json");
		const isRefused = request.url?.endsWith("ics");
		response.statusCode = isRefused ? 500 : 200;
		const imported = {
			imported: 1,
			skipped: 1,
			errors: [{ line: 3, message: "There is no title." }],
		};
		response.end(JSON.stringify(isRefused ? { detail: "No.", status: 500 } : imported));
	});
	const folder = newFolder();
	const env = { TEND_URL: url, TEND_TOKEN: "tend_x" };
	expect((await tend(["export"], { env })).stdout).toContain('"imported":1');
	const file = join(folder, "out.ics");
	writeFileSync(file, "before");
	expect((await tend(["export", "-o", file], { env })).code).toBe(5);
	expect(readFileSync(file, "utf8")).toBe("before");
	const csv = join(folder, "out.csv");
	expect((await tend(["export", "-o", csv], { env })).code).toBe(0);
	expect(readFileSync(csv, "utf8")).toContain('"imported":1');
	const run = await tend(["import", "-", "--partial"], { env, input: "title\nOne" });
	expect(run.stdout).toBe("Added 1 task, left out 1\n  line 3: There is no title.\n");
	expect(requests).toEqual([
		"GET /api/tasks/export?format=json undefined ",
		"GET /api/tasks/export?format=ics undefined ",
		"GET /api/tasks/export?format=csv undefined ",
		"POST /api/tasks/import?partial=1 application/octet-stream title\nOne",
	]);
});

describe("chat", () => {
	/** Speaks the UI message stream: one answer after another to what is sent. */
	async function newAssistant(...answers: object[][]) {
		const bodies: unknown[] = [];
		const url = await serve(async (request, response) => {
			bodies.push(JSON.parse(await textOf(request)));
			response.setHeader("content-type", "text/event-stream");
			const chunks = answers[bodies.length - 1] ?? [];
			for (const chunk of chunks) response.write(`data: ${JSON.stringify(chunk)}\n\n`);
			response.end(chunks.length > 0 ? "data: [DONE]\n\n" : "");
		});
		return { bodies, env: { TEND_URL: url, TEND_TOKEN: "tend_x" } };
	}

	const said = (text: string) => [
		{ type: "text-start", id: "1" },
		...text.split(/(?<= )/).map((delta) => ({ type: "text-delta", id: "1", delta })),
		{ type: "text-end", id: "1" },
	];
	const asked = [
		{
			type: "tool-input-available",
			toolCallId: "c",
			toolName: "delete_task",
			input: { task_id: 3 },
		},
		{ type: "tool-approval-request", approvalId: "a", toolCallId: "c" },
	];

	test("what is answered and done is shown", async () => {
		const { bodies, env } = await newAssistant([
			{ type: "start" },
			{ type: "tool-input-available", toolCallId: "c", toolName: "add_task", input: {} },
			{ type: "tool-output-available", toolCallId: "c", output: { task_id: 7 } },
			{ type: "data-receipt", data: { toolCallId: "c", text: "Added Buy \x1b[31mmilk" } },
			...said("It is on your list."),
			{ type: "finish" },
		]);
		const run = await tend(["chat", "--thread", "t1", "add", "milk"], { env });
		expect(run).toEqual({
			code: 0,
			stdout: "✓ Added Buy milk\nIt is on your list.\n",
			stderr: "",
		});
		expect(bodies).toEqual([
			{
				id: "t1",
				message: {
					id: expect.any(String),
					role: "user",
					parts: [{ type: "text", text: "add milk" }],
				},
			},
		]);
	});

	test("an approval is given by its id, where it is given at all", async () => {
		const waiting = await newAssistant(asked);
		const refused = await tend(["chat", "delete it"], { env: waiting.env });
		expect(refused.code).toBe(1);
		expect(refused.stderr).toContain("waits for your approval");
		expect(waiting.bodies).toHaveLength(1);

		const approved = await newAssistant(asked, said("Done."));
		const run = await tend(["chat", "--yes", "--json", "-t", "t2", "delete it"], {
			env: approved.env,
		});
		expect(JSON.parse(run.stdout)).toMatchObject({ id: "t2", text: "Done.", questions: [] });
		expect(approved.bodies[1]).toEqual({ id: "t2", approvals: [{ id: "a", approved: true }] });
	});

	test("an error, and an answer that breaks off, are told", async () => {
		const failing = await newAssistant([
			...said("Well"),
			{ type: "error", errorText: "The model is busy." },
		]);
		expect(await tend(["chat", "hello"], { env: failing.env })).toEqual({
			code: 5,
			stdout: "Well\n",
			stderr: "tend: The model is busy.\n",
		});
		const broken = await newAssistant([]);
		expect((await tend(["chat", "hello"], { env: broken.env })).code).toBe(3);
	});
});

async function serve(answer: (request: IncomingMessage, response: ServerResponse) => unknown) {
	const server = createServer((request, response) => void answer(request, response));
	server.listen(0, "127.0.0.1");
	await once(server, "listening");
	onTestFinished(() => void server.close());
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function textOf(request: IncomingMessage) {
	let text = "";
	for await (const chunk of request) text += chunk;
	return text;
}
