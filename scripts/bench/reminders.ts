// How late reminders are, and whether each rings once, on a real server:
//   node scripts/bench/reminders.ts                                  1,000 of 100 users over a minute
//   node scripts/bench/reminders.ts --kills 4                        the same, killed four times meanwhile
//   node scripts/bench/reminders.ts --users 10000 --each 1 --over 0  10,000 users in one moment; a quarter of
//                                          an hour, and 30,000 open files (ulimit -Hn)
//   node scripts/bench/reminders.ts --users 1 --each 1000 --over 0   1,000 of one user in one moment
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { addUsers, type BenchUser, withDatabase } from "./database.ts";
import { inParallel, percentiles } from "./numbers.ts";
import { type Arrivals, listenForReminders } from "./reminder-listeners.ts";
import { SteeredServer } from "./steered-server.ts";

const SECRET = "only-for-benchmarks-0123456789abcdef";
const SWEEP = "*/5 * * * *";
const REPAIR = "41 * * * *";
const LISTENERS_MAX = 200;
const PATIENCE_MS = 180_000;
/** More are written into the database, and their objects hear of them by the hourly repair. */
const BY_API_MAX = 2_000;

const { values } = parseArgs({
	options: {
		users: { type: "string", default: "100" },
		each: { type: "string", default: "10" },
		over: { type: "string", default: "60" },
		kills: { type: "string", default: "0" },
		/** Seconds for adding the tasks, before the first rings. */
		lead: { type: "string", default: "" },
	},
});
const [users, each, over, kills] = [values.users, values.each, values.over, values.kills].map(
	Number,
) as [number, number, number, number];

const dataDir = mkdtempSync(join(tmpdir(), "tend-bench-"));
const server = new SteeredServer(dataDir, {
	AUTH_SECRET: SECRET,
	API_RATE_LIMIT: "0",
	SIGNIN_RATE_LIMIT: "0",
	SIGNUP_RATE_LIMIT: "0",
});
try {
	await run();
	rmSync(dataDir, { recursive: true, force: true });
} catch (error) {
	console.error(`It failed. The server's log is ${join(dataDir, "server.log")}.`);
	throw error;
} finally {
	await server.stop();
}

async function run() {
	const isByApi = users * each <= BY_API_MAX;
	const leadSeconds = Number(values.lead) || (isByApi ? 45 : 60 + users / 15);
	const first = Math.ceil(Date.now() / 1000 + leadSeconds) * 1000;
	const people = await withDatabase(dataDir, async (d1) => {
		const added = await addUsers(d1, { count: users, secret: SECRET });
		if (!isByApi) await insertTasks(d1, first);
		return added;
	});
	await server.start();
	// What happens before somebody has looked at the metrics is not counted by them.
	await fetch(`${server.url}/metrics`);
	const began = Date.now();
	if (isByApi) await addTasks(people, first);
	else await repair();
	if (Date.now() > first) throw new Error("Too slow to measure anything: give it more --lead.");
	console.log(`${users * each} reminders are set (${seconds(Date.now() - began)} s)`);

	const listeners =
		kills === 0 && users <= LISTENERS_MAX ? await listenForReminders(server.url, people) : null;
	for (let kill = 1; kill <= kills; kill += 1) {
		await sleep(Math.max(0, first + (over * 1000 * kill) / (kills + 1) - Date.now()));
		await server.kill();
		await server.start();
		console.log(`Killed and started again: ${kill}`);
	}
	await sleep(Math.max(0, first + over * 1000 + 2_000 - Date.now()));
	await waitForDelivery();
	listeners?.close();
	await server.stop();
	await withDatabase(dataDir, (d1) => report(d1, listeners?.arrivals ?? null));
}

/** Adds the tasks by the API, as programs do. */
async function addTasks(people: BenchUser[], first: number) {
	const jobs = people.flatMap((user) => Array.from({ length: each }, (_, i) => ({ user, i })));
	await inParallel(jobs, 16, async ({ user, i }) => {
		const at = new Date(first + Math.floor(Math.random() * over) * 1000);
		const answer = await fetch(`${server.url}/api/tasks`, {
			method: "POST",
			headers: { authorization: `Bearer ${user.token}`, "content-type": "application/json" },
			body: JSON.stringify({
				title: `Reminder ${i}`,
				dueDate: at.toISOString().replace(/\.\d+/, ""),
				reminders: [{ minutesBefore: 0 }],
			}),
		});
		if (answer.status !== 201) throw new Error(`${answer.status} ${await answer.text()}`);
	});
}

/** The same behind the server's back, for more of them than there is time for. */
async function insertTasks(d1: D1Database, first: number) {
	const due = new Date(first).toISOString().slice(0, 19);
	await d1
		.prepare(
			`insert into tasks (user_id, id, title, description, status, priority, due, tags, reminders,
				reminders_since, created_at, updated_at, version)
			select users.id, number.value, 'Reminder', '', 'pending', 'medium',
				strftime('%Y-%m-%dT%H:%M:%S', ?, (abs(random()) % ?) || ' seconds'), '[]',
				'[{"minutesBefore":0}]', 0, 0, 0, 1
			from users, json_each(?) as number`,
		)
		.bind(due, Math.max(over, 1), JSON.stringify(Array.from({ length: each }, (_, i) => i + 1)))
		.run();
	await d1.exec("update users set next_reminder_at = 0");
}

/** Has all objects look, and waits until each has found what it did not know. */
async function repair() {
	await server.runCron(REPAIR, new Date());
	while (server.countInLog("and was repaired") < users) await sleep(1_000);
}

/** Waits until all reminders have fired and been delivered; gives up after `PATIENCE_MS`. */
async function waitForDelivery() {
	const deadline = Date.now() + PATIENCE_MS;
	for (;;) {
		if (kills > 0) await server.runCron(SWEEP, new Date(Date.now() + 60_000));
		const metrics = await (await fetch(`${server.url}/metrics`)).text();
		const backlog = Number(/^tend_queue_backlog_messages (\d+)$/m.exec(metrics)?.[1]);
		const rung = Number(/^tend_reminder_lag_seconds_count (\d+)$/m.exec(metrics)?.[1]);
		if ((rung >= users * each && backlog === 0) || Date.now() > deadline) return;
		await sleep(2_000);
	}
}

type Rung = { id: string; user_id: string; task_id: number; scheduled_for: number; lag: number };

async function report(d1: D1Database, arrivals: Arrivals | null) {
	const all = async <Row>(sql: string) => (await d1.prepare(sql).all<Row>()).results;
	const rung = await all<Rung>(
		"select id, user_id, task_id, scheduled_for, created_at - scheduled_for as lag from notifications",
	);
	const events = await all<{ user_id: string; task_id: number }>(
		"select user_id, task_id from events where type = 'reminder-due'",
	);
	const [waiting] = await all<{ n: number }>(
		"select count(*) as n from events where published_at is null",
	);
	const distinct = new Set(rung.map(({ user_id, task_id }) => `${user_id}/${task_id}`)).size;
	const distinctEvents = new Set(events.map(({ user_id, task_id }) => `${user_id}/${task_id}`))
		.size;
	const expected = users * each;
	console.log(`reminders ${expected}, users ${users}, over ${over} s, kills ${kills}`);
	console.log(
		`lost ${expected - distinct}, doubled ${rung.length - distinct}, ` +
			`events lost ${expected - distinctEvents}, doubled ${events.length - distinctEvents}, ` +
			`undelivered ${waiting?.n}`,
	);
	console.log(`lag until it rings: ${percentiles(rung.map(({ lag }) => lag))}`);
	if (!arrivals) return;
	const lags = rung.flatMap(({ id, scheduled_for }) => {
		const at = arrivals.get(id);
		return at === undefined ? [] : [at - scheduled_for];
	});
	// Those that ring together come as one message.
	console.log(`lag until an open page has it: ${percentiles(lags)} (${lags.length} messages)`);
}

function seconds(ms: number) {
	return (ms / 1000).toFixed(1);
}
