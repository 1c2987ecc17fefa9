import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { MINUTE_MS } from "#domain/time/durations.ts";
import { addUsers, type BenchUser, withDatabase } from "#scripts/bench/database.ts";
import { SteeredServer } from "#scripts/bench/steered-server.ts";

// What has to hold when the power goes, tried on real servers: the one that `npm start` runs.

const SECRET = "only-for-tests-0123456789abcdef0123456789";
const SWEEP = "*/5 * * * *";

let dataDir: string;
let server: SteeredServer;
let ann: BenchUser;

beforeEach(async () => {
	dataDir = mkdtempSync(join(tmpdir(), "tend-reminders-"));
	[ann] = (await withDatabase(dataDir, (d1) => addUsers(d1, { count: 1, secret: SECRET }))) as [
		BenchUser,
	];
	server = new SteeredServer(dataDir, { AUTH_SECRET: SECRET });
	await server.start();
});

afterEach(async () => {
	await server.kill();
	rmSync(dataDir, { recursive: true, force: true });
});

async function call(method: string, path: string, body?: unknown) {
	const answer = await fetch(server.url + path, {
		method,
		headers: { authorization: `Bearer ${ann.token}`, "content-type": "application/json" },
		body: body === undefined ? undefined : JSON.stringify(body),
	});
	expect(answer.ok, `${method} ${path}: ${answer.status}`).toBe(true);
	return answer.json() as Promise<ReturnType<typeof JSON.parse>>;
}

function addReminded(title: string, inSeconds: number) {
	const at = new Date(Date.now() + inSeconds * 1000).toISOString().replace(/\.\d+/, "");
	return call("POST", "/api/tasks", { title, dueDate: at, reminders: [{ minutesBefore: 0 }] });
}

async function backlog(): Promise<number> {
	const text = await (await fetch(`${server.url}/metrics`)).text();
	return Number(/^tend_queue_backlog_messages (\d+)$/m.exec(text)?.[1]);
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
	for (let tries = 0; !(await isSo()); tries += 1) {
		if (tries === 200) throw new Error("It did not come to that.");
		await sleep(100);
	}
}

test("kill -9 between the write and the queue: the sweep delivers what was acknowledged", async () => {
	let id = 0;
	// The queue waits a second for more before it delivers, so it still holds this when it dies; but
	// where this process has to wait as well, it may have been faster.
	await until(async () => {
		await until(async () => (await backlog()) === 0);
		({ id } = await call("POST", "/api/tasks", { title: "Acknowledged" }));
		await server.kill();
		await server.start();
		return (await backlog()) === 1;
	});
	// The queue delivers what comes after, and not what it held when it died.
	await call("POST", "/api/tasks", { title: "Afterwards" });
	await until(async () => (await backlog()) === 1);
	await server.runCron(SWEEP, new Date(Date.now() + MINUTE_MS));
	await until(async () => (await backlog()) === 0);
	expect(await call("GET", `/api/tasks/${id}/history`)).toMatchObject({
		events: [{ type: "task-created" }],
	});
});

test("down over a reminder's time: it comes once, and says so when it is late", async () => {
	const missedAt = Date.now() + 5_000;
	await addReminded("Just missed", 5);
	await addReminded("Long missed", 5);
	await addReminded("To come", 20);
	// By then the queue, too, has told their object of them.
	await until(async () => (await backlog()) === 0);
	await server.kill();
	// Instead of an hour that the test would have to wait for.
	await withDatabase(dataDir, (d1) =>
		d1.exec(
			"update tasks set due = strftime('%Y-%m-%dT%H:%M:%S', due, '-1 hour'), reminders_since = reminders_since - 3600000 where id = 2",
		),
	);
	await until(async () => Date.now() > missedAt + 500);
	await server.start();
	await until(async () => (await call("GET", "/api/notifications")).total === 3);
	const { notifications } = await call("GET", "/api/notifications");
	const titled = (title: string) =>
		notifications.find((notification: { title: string }) => notification.title === title);
	expect(titled("Just missed")).toMatchObject({ late: false });
	expect(titled("Long missed").late).toBe(true);
	expect(titled("Long missed").body).toMatch(/^Was due (at|\w{3} \d+ \w{3}) ?\d\d:\d\d$/);
	expect(titled("To come")).toMatchObject({ late: false });
	await server.kill();
	await server.start();
	// What rings after the start shows that the object is awake: nothing before it rang again.
	await addReminded("Afterwards", 2);
	await until(async () => (await call("GET", "/api/notifications")).total >= 4);
	expect((await call("GET", "/api/notifications")).total).toBe(4);
});
