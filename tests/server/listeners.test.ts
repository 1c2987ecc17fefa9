import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, readlinkSync, rmSync, statSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { freePort } from "#scripts/local-server/free-port.ts";
import { TestServer } from "./test-server.ts";

const LISTENING = "0A";
const LISTENING_UNIX = 0x10000;

/** A process and all that it has started, with what they have started. */
function treeOf(pid: number): number[] {
	const tree = [pid];
	for (const parent of tree) {
		for (const thread of list(`/proc/${parent}/task`)) {
			const children = read(`/proc/${parent}/task/${thread}/children`);
			tree.push(...(children.match(/\d+/g) ?? []).map(Number));
		}
	}
	return tree;
}

/** What the processes of a tree listen at: TCP as address:port, sockets of the file system by path. */
function listenersOf(pid: number): { tcp: string[]; unix: string[] } {
	const inodes = new Set(treeOf(pid).flatMap(socketsOf));
	const tcp = ["tcp", "tcp6"].flatMap((family) =>
		rows(`/proc/net/${family}`).flatMap(([, local = "", , state, , , , , , inode = ""]) =>
			state === LISTENING && inodes.has(inode) ? [addressOf(local)] : [],
		),
	);
	const unix = rows("/proc/net/unix").flatMap(([, , , flags = "", , , inode = "", path]) =>
		(Number.parseInt(flags, 16) & LISTENING_UNIX) !== 0 && inodes.has(inode)
			? [path ?? "without a path"]
			: [],
	);
	return { tcp: tcp.toSorted(), unix };
}

function socketsOf(pid: number): string[] {
	return list(`/proc/${pid}/fd`).flatMap((fd) => {
		const target = unlessGone(() => readlinkSync(`/proc/${pid}/fd/${fd}`), "");
		return /^socket:\[(\d+)\]$/.exec(target)?.[1] ?? [];
	});
}

/** "0100007F:1F90" is 127.0.0.1:8080: the bytes of each 32 bits in the machine's order. */
function addressOf(local: string): string {
	const [address = "", port = ""] = local.split(":");
	const bytes = address.match(/../g)?.map((byte) => Number.parseInt(byte, 16)) ?? [];
	const host = bytes.length === 4 ? bytes.toReversed().join(".") : address;
	return `${host}:${Number.parseInt(port, 16)}`;
}

const rows = (path: string) =>
	read(path)
		.split("\n")
		.slice(1)
		.map((line) => line.trim().split(/\s+/));

const read = (path: string) => unlessGone(() => readFileSync(path, "utf8"), "");
const list = (path: string) => unlessGone(() => readdirSync(path), []);

/** Processes and their files come and go while one looks. */
function unlessGone<Found>(look: () => Found, nothing: Found): Found {
	try {
		return look();
	} catch {
		return nothing;
	}
}

/** Runs a script to its end, or until `isReady`; answers with every address that it listened at by TCP. */
async function portsWhile(
	script: string,
	env: NodeJS.ProcessEnv,
	isReady: (output: string) => boolean = () => false,
): Promise<string[]> {
	const child = spawn(process.execPath, [script], {
		env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
		stdio: ["ignore", "pipe", "pipe"],
	});
	const ended = once(child, "exit");
	let output = "";
	let hasEnded = false;
	child.stdout.on("data", (chunk) => {
		output += chunk;
	});
	child.stderr.on("data", (chunk) => {
		output += chunk;
	});
	ended.then(() => {
		hasEnded = true;
	});
	const seen = new Set<string>();
	while (!hasEnded && !isReady(output)) {
		for (const address of listenersOf(child.pid as number).tcp) seen.add(address);
		await sleep(50);
	}
	if (!hasEnded) child.kill("SIGTERM");
	const [code] = await ended;
	expect(code, output).toBe(0);
	return [...seen];
}

async function newFolder(): Promise<string> {
	const folder = await mkdtemp(join(tmpdir(), "tend-listeners-"));
	onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
	return folder;
}

// Elsewhere there is no /proc to read it from.
describe.skipIf(process.platform !== "linux")("nothing but HOST:PORT", () => {
	let server: TestServer;
	beforeAll(async () => {
		server = await new TestServer({ PORT: String(await freePort()) }).start();
	});
	afterAll(() => server.dispose());

	const listeners = () => listenersOf(server.pid as number);

	test("answers while the server runs, and nobody else can reach what it has inside", async () => {
		const { tcp, unix } = listeners();
		expect(tcp).toEqual([new URL(server.url).host]);
		expect(unix).toHaveLength(2);
		for (const path of unix) {
			// A name without a file would be open to everybody.
			expect(path).toMatch(/^\//);
			const { mode, uid } = statSync(dirname(path));
			expect(mode & 0o777).toBe(0o700);
			expect(uid).toBe(process.getuid?.());
		}
	});

	test("answers when workerd has died and come back", async () => {
		const [, workerd] = treeOf(server.pid as number);
		process.kill(workerd as number, "SIGKILL");
		for (;;) {
			const answer = await fetch(`${server.url}/api/health`).catch(() => null);
			if (answer?.ok) break;
			await sleep(50);
		}
		expect(listeners().tcp).toEqual([new URL(server.url).host]);
	});

	test("listens while it starts, migrations included", async () => {
		const port = await freePort();
		const env = { DATA_DIR: await newFolder(), PORT: String(port) };
		const ports = await portsWhile("scripts/start.ts", env, (output) => /is ready/.test(output));
		expect(ports).toEqual([`127.0.0.1:${port}`]);
	});

	test("listens for a script that opens the database", async () => {
		expect(await portsWhile("scripts/migrate.ts", { DATA_DIR: await newFolder() })).toEqual([]);
	});
});

test("the sockets inside are gone when a server is killed", async () => {
	const server = await new TestServer().start();
	onTestFinished(() => server.dispose());
	const folders = listenersOf(server.pid as number).unix.map(dirname);
	await server.kill();
	for (const folder of folders) while (existsSync(folder)) await sleep(20);
});
