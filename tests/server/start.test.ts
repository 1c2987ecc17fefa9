import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer as createHttpServer } from "node:http";
import { type AddressInfo, createServer } from "node:net";
import { delimiter, join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { createProject } from "./test-project.ts";

type Running = {
	child: ChildProcess;
	url: string;
	stdout: () => string;
	stderr: () => string;
	exit: Promise<number | null>;
};

type Options = { root?: string; env?: NodeJS.ProcessEnv; npm?: boolean };

const bin = join(import.meta.dirname, "../../node_modules/.bin");
const newRoot = (changes?: Record<string, unknown>) => {
	const root = createProject(changes);
	roots.push(root);
	return root;
};
const roots: string[] = [];
const children: ChildProcess[] = [];

afterEach(() => {
	for (const child of children.splice(0)) kill(child.pid);
	for (const root of roots.splice(0)) rmSync(root, { recursive: true, force: true });
});

function launch({ root = newRoot(), env = {}, npm = false }: Options) {
	const [command, args] = npm ? ["npm", ["start"]] : [process.execPath, ["scripts/start.ts"]];
	const child = spawn(command as string, args as string[], {
		cwd: root,
		env: {
			PATH: [bin, process.env.PATH].join(delimiter),
			HOME: process.env.HOME,
			PORT: "0",
			...env,
		},
		// A group of its own, as a terminal makes one.
		detached: true,
		stdio: ["ignore", "pipe", "pipe"],
	});
	children.push(child);
	let stdout = "";
	let stderr = "";
	child.stdout?.on("data", (chunk) => {
		stdout += chunk;
	});
	child.stderr?.on("data", (chunk) => {
		stderr += chunk;
	});
	const exit = once(child, "close").then(([code]) => code as number | null);
	return { child, stdout: () => stdout, stderr: () => stderr, exit };
}

async function start(options: Options = {}): Promise<Running> {
	const launched = launch(options);
	const url = await new Promise<string>((resolve, reject) => {
		launched.child.stdout?.on("data", () => {
			const found = /http:\/\/\S+/.exec(launched.stdout());
			if (found) resolve(found[0]);
		});
		launched.exit.then((code) => reject(new Error(`exit ${code}: ${launched.stderr()}`)));
	});
	return { ...launched, url };
}

async function refusal(options: Options): Promise<string> {
	const { exit, stdout, stderr } = launch(options);
	expect(await exit).toBe(1);
	expect(stdout()).toBe("");
	expect(stderr().trimEnd().split("\n")).toHaveLength(1);
	return stderr().trimEnd();
}

const get = async (server: { url: string }, path: string, headers: Record<string, string> = {}) =>
	fetch(server.url + path, { headers, signal: AbortSignal.timeout(10_000) });

const notes = async (server: { url: string }) =>
	(await (await get(server, "/notes")).json()) as number[];

type Seen = {
	url: string;
	headers: [string, string][];
	cf: Record<string, string>;
	secret: string;
	limit: number;
};

/** What the worker was shown of a request. */
const seenBy = async (server: { url: string }, headers?: Record<string, string>) =>
	(await (await get(server, "/request", headers)).json()) as Seen;

function kill(pid: number | undefined, signal: NodeJS.Signals = "SIGKILL"): void {
	try {
		if (pid) process.kill(-pid, signal);
	} catch {
		// Gone already.
	}
}

function workerdOf({ child }: Running): number {
	const processes = execFileSync("ps", ["-eo", "pid=,ppid=,args="], { encoding: "utf8" });
	const own = processes
		.split("\n")
		.map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [])
		.find(([, , parent, args]) => Number(parent) === child.pid && args?.includes("--control-fd"));
	return Number(own?.[1]);
}

const isRunning = (pid: number) => {
	const { stdout } = spawnSync("ps", ["-o", "stat=", "-p", String(pid)], { encoding: "utf8" });
	return stdout.trim() !== "" && !stdout.startsWith("Z");
};

async function until(what: () => boolean | Promise<boolean>): Promise<void> {
	for (let tries = 0; tries < 400; tries++) {
		if (await what()) return;
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
	throw new Error("It did not come to that.");
}

describe("what is wrong stops the start with one line", () => {
	test("a bad value, from the shell or from .dev.vars", async () => {
		expect(await refusal({ env: { SIGNIN_RATE_LIMIT: "abc" } })).toBe(
			'SIGNIN_RATE_LIMIT must be a whole number of 0 or more, not "abc".',
		);
		const root = newRoot();
		writeFileSync(join(root, ".dev.vars"), "SMTP_URL=mail.example.com\nPORT=1\n");
		expect(await refusal({ root })).toBe(
			"SMTP_URL must be a URL that starts with smtp:// or smtps://.",
		);
		expect(await refusal({ env: { PORT: "http" } })).toMatch(/^PORT must be a number /);
		expect(await refusal({ env: { HOST: "192.0.2.1" } })).toMatch(
			/^HOST 192\.0\.2\.1 is no address/,
		);
	});

	test("a port that is taken", async () => {
		const other = createServer().listen(0, "127.0.0.1");
		onTestFinished(() => void other.close());
		await once(other, "listening");
		const address = other.address();
		const port = typeof address === "object" ? address?.port : 0;
		expect(await refusal({ env: { PORT: String(port) } })).toBe(
			`Port ${port} is already in use: stop what runs there, or set PORT.`,
		);
	});

	test("a data folder that cannot be written to", async () => {
		const root = newRoot();
		for (const folder of [join(root, "package.json/data"), "/proc/tend"]) {
			expect(await refusal({ root, env: { DATA_DIR: folder } })).toMatch(
				/^DATA_DIR must be a folder that can be written to; \S+ is not \(E\w+\)\.$/,
			);
		}
	});

	test("a migration that fails leaves nothing behind, and goes on when it is put right", async () => {
		const root = newRoot();
		const file = join(root, "db/migrations/0001_bad.sql");
		const good = `CREATE TABLE tags (name TEXT);--> statement-breakpoint
			CREATE VIRTUAL TABLE found USING fts5(name);--> statement-breakpoint
			CREATE TRIGGER find AFTER INSERT ON tags BEGIN
				INSERT INTO found (name) VALUES (new.name);
				INSERT INTO notes (n) VALUES (1);
			END;`;
		writeFileSync(file, `${good}--> statement-breakpoint\nINSERT INTO nowhere VALUES (1);`);
		expect(await refusal({ root })).toMatch(
			/^Migration 0001_bad\.sql failed, .*no such table: nowhere/,
		);
		writeFileSync(file, good);
		const server = await start({ root });
		expect(await notes(server)).toEqual([]);
	});
});

describe("a restart", () => {
	test("keeps the secret and the data", async () => {
		const root = newRoot();
		const first = await start({ root });
		const { secret } = await seenBy(first);
		await get(first, "/write?n=7");
		await get(first, "/count");
		const modes = readdirSync(join(root, ".data"), { recursive: true, withFileTypes: true }).map(
			(entry) => statSync(join(entry.parentPath, entry.name)).mode & 0o777,
		);
		expect(new Set(modes)).toEqual(new Set([0o600, 0o700]));
		expect(secret).toMatch(/^[\w-]{43}$/);
		first.child.kill("SIGTERM");
		expect(await first.exit).toBe(0);
		const second = await start({ root });
		expect((await seenBy(second)).secret).toBe(secret);
		expect(await notes(second)).toEqual([7]);
		expect(await (await get(second, "/count")).text()).toBe("2");
		// Where `npm run dev` and wrangler look for them.
		expect(readdirSync(join(root, ".data/v3"))).toEqual(expect.arrayContaining(["d1", "do"]));
	});
});

describe("a running server", () => {
	const root = createProject();
	let server: Running;
	beforeAll(async () => {
		server = await start({ root, env: { AUTH_SECRET: "x".repeat(40) } });
		children.length = 0;
	});
	afterAll(() => {
		kill(server.child.pid);
		rmSync(root, { recursive: true, force: true });
	});

	test("shows the worker's log lines as they are, and nothing else", async () => {
		await get(server, "/log");
		await until(() => server.stderr() !== "" && server.stdout().includes("/log"));
		expect(server.stdout()).toBe(`Tend is ready: ${server.url}\n{"level":"info","route":"/log"}\n`);
		expect(server.stderr()).toBe('{"level":"error","route":"/log"}\n');
	});

	test("writes lines of JSON, whoever speaks, and no name or address in them", async () => {
		const before = server.stderr().length;
		await get(server, "/warn");
		const lines = () => server.stderr().slice(before).split("\n").slice(0, -1);
		await until(() => lines().length >= 3);
		for (const line of lines()) {
			expect(JSON.parse(line)).toMatchObject({ source: "runtime", message: expect.any(String) });
			expect(line).not.toMatch(/dentist|hooks/);
		}
	});

	test("believes nobody about the client's address, the URL or the place", async () => {
		const seen = await seenBy(server, {
			"CF-Connecting-IP": "192.0.2.66",
			"CF-IPCountry": "XX",
			"X-Forwarded-For": "192.0.2.66",
			"X-Forwarded-Proto": "https",
			"MF-CF-Blob": '{"clientIp":"192.0.2.66:1","timezone":"America/Chicago"}',
			"MF-Original-URL": "https://evil.example/",
			"MF-Route-Override": "other",
			"MF-Disable-Pretty-Error": "1",
		});
		const headers = new Map(seen.headers);
		expect(headers.get("cf-connecting-ip")).toBe("127.0.0.1");
		expect(headers.has("cf-ipcountry")).toBe(false);
		expect(seen.url).toBe(`${server.url}/request`);
		expect(seen.cf).not.toHaveProperty("timezone");
		expect(seen.cf?.clientIp).not.toContain("192.0.2.66");
		// The shell's secret, and all modules of the build.
		expect(seen).toMatchObject({ secret: "x".repeat(40), limit: 5 });
	});

	test("has no doors but the worker", async () => {
		for (const path of ["scheduled", "platform-proxy", "explorer", "email"]) {
			expect((await get(server, `/cdn-cgi/local/${path}`)).status).toBe(404);
		}
		const { hostname, port } = new URL(server.url);
		const answer = await new Promise<string>((resolve) => {
			const socket = spawn(process.execPath, [
				"-e",
				`const s = require("net").connect(${port}, "${hostname}");
				s.on("data", (data) => { console.log(String(data)); s.destroy(); });
				s.write("CONNECT miniflare-unsafe-internal-capnp-connect HTTP/1.1\\r\\n" +
					"Host: miniflare-unsafe-internal-capnp-connect\\r\\n\\r\\n");`,
			]);
			socket.stdout.once("data", (data) => resolve(String(data)));
		});
		expect(answer).not.toMatch(/^HTTP\/1\.1 2/);
	});

	test("compresses texts, but no event stream, and serves assets for ever", async () => {
		const raw = async (path: string, accept: string) => {
			const args = ["-sS", "-D", "-", "-H", `Accept-Encoding: ${accept}`, server.url + path];
			const output = execFileSync("curl", args);
			const split = output.indexOf("\r\n\r\n");
			return {
				head: output.subarray(0, split).toString().toLowerCase(),
				body: output.subarray(split + 4),
			};
		};
		const asset = await raw("/assets/app-1a2b3c.js", "gzip, br");
		expect(asset.head).toContain("content-encoding: gzip");
		expect(asset.head).toContain("cache-control: public, max-age=31536000, immutable");
		expect(gunzipSync(asset.body).toString()).toContain("console.log");
		expect((await raw("/text", "gzip")).body.length).toBeLessThan(1000);
		for (const accept of ["identity", "gzip;q=0", "br"]) {
			expect((await raw("/text", accept)).body.length).toBe(11_000);
		}
		expect((await raw("/events", "gzip")).body.toString()).toBe("data: 1\n\n");
	});

	test("passes WebSockets on", async () => {
		const socket = new WebSocket(`${server.url.replace("http", "ws")}/socket`);
		const answer = new Promise((resolve, reject) => {
			socket.onopen = () => socket.send("hello");
			socket.onmessage = ({ data }) => resolve(data);
			socket.onerror = () => reject(new Error("The WebSocket failed."));
			socket.onclose = ({ code, reason }) => reject(new Error(`Closed: ${code} ${reason}`));
		});
		expect(await answer).toBe("echo hello");
		socket.close();
	});
});

describe("the end", () => {
	test.each([
		["SIGTERM", "node", false],
		["SIGTERM", "npm start", true],
		["SIGINT", "npm start, as Ctrl-C sends it to the whole group", true],
	] as const)("%s to %s: what is in flight is finished", async (signal, name, npm) => {
		const server = await start({ npm });
		const slow = get(server, "/slow");
		await until(() => server.stdout().includes('"route":"/slow"'));
		if (name.includes("group")) kill(server.child.pid, signal);
		else server.child.kill(signal);
		const isRefused = () =>
			get(server, "/api/health").then(
				() => false,
				() => true,
			);
		await until(isRefused);
		expect(await (await slow).text()).toBe("finished");
		expect(await server.exit).toBe(0);
	});

	test("a WebSocket does not hold it up for ever", async () => {
		const server = await start();
		const socket = new WebSocket(`${server.url.replace("http", "ws")}/socket`);
		await once(socket, "open");
		const begin = Date.now();
		server.child.kill("SIGTERM");
		expect(await server.exit).toBe(0);
		expect(Date.now() - begin).toBeLessThan(30_000);
	});

	test("kill -9 leaves no workerd, and loses nothing that was acknowledged", async () => {
		const root = newRoot();
		const acknowledged: number[] = [];
		let next = 0;
		for (let round = 0; round < 3; round++) {
			const server = await start({ root });
			const workerd = workerdOf(server);
			const write = async () => {
				for (;;) acknowledged.push(Number(await (await get(server, `/write?n=${next++}`)).text()));
			};
			const writers = Array.from({ length: 8 }, () => write().catch(() => {}));
			await until(() => acknowledged.length >= 50 * (round + 1));
			process.kill(server.child.pid as number, "SIGKILL");
			await Promise.all(writers);
			await until(() => !isRunning(workerd));
		}
		const server = await start({ root });
		const kept = new Set(await notes(server));
		expect(acknowledged.filter((n) => !kept.has(n))).toEqual([]);
	});

	test("when workerd itself is killed, a new one serves on the same port", async () => {
		const server = await start();
		await get(server, "/write?n=1");
		process.kill(workerdOf(server), "SIGKILL");
		await until(async () => (await get(server, "/api/health").catch(() => null))?.ok === true);
		expect(await notes(server)).toEqual([1]);
		server.child.kill("SIGTERM");
		expect(await server.exit).toBe(0);
	});
});

describe("what strangers make the worker call", () => {
	test("is reached on public addresses alone, unless somebody wants it otherwise", async () => {
		const here = createHttpServer((_, response) => response.end()).listen(0, "127.0.0.1");
		await once(here, "listening");
		const { port } = here.address() as AddressInfo;
		const ask = async (env: Record<string, string>) => {
			const server = await start({ root: newRoot(), env });
			const answer = await get(server, `/public?url=http://127.0.0.1:${port}/`);
			return answer.text();
		};
		expect(await ask({})).toBe("refused");
		expect(await ask({ ALLOW_PRIVATE_NETWORK: "1" })).toBe("anywhere");
		here.close();
	});
});
