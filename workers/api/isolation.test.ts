import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test } from "vitest";
import { makePersonalToken } from "#app/auth/token-commands.server.ts";
import type { Scope } from "#app/tasks/scope.server.ts";
import { Caller, callerFor, newCaller } from "#tests/caller.ts";
import { newScope } from "#tests/factories.ts";
import { newProgram } from "#tests/program.ts";
import { SECRET } from "#tests/secret.ts";
import { fetchWorker } from "#tests/worker.ts";
import { type Operation, operationsOf } from "./document.ts";

/*
 * Nobody gets at anybody else's. The operations come from the document, so one that is new fails here
 * until it says, in CALLS, how it is called.
 */

type Call = { params?: () => Record<string, string | number>; body?: unknown };

const MINE = { params: () => ({ id: 2 }) };

/** How each operation is called so that it would do something, were it allowed. */
const CALLS: Record<string, Call> = {
	listTasks: {},
	createTask: { body: { title: "intruder" } },
	quickAddTask: { body: { text: "intruder" } },
	getTask: MINE,
	replaceTask: { ...MINE, body: { title: "intruder" } },
	changeTask: { ...MINE, body: { title: "intruder" } },
	deleteTask: MINE,
	completeTask: { ...MINE, body: { completed: true } },
	listTaskHistory: MINE,
	changeTasks: { body: { action: "update", ids: [1, 2], changes: { title: "intruder" } } },
	undo: {},
	redo: {},
	agentListTasks: {},
	agentAddTask: { body: { title: "intruder" } },
	agentGetTask: MINE,
	agentUpdateTask: { ...MINE, body: { title: "intruder" } },
	agentCompleteTask: MINE,
	agentCompleteTaskByPost: MINE,
	agentDeleteTask: MINE,
	getMe: {},
	updateMe: { body: { name: "intruder" } },
	logOut: {},
	listTokens: {},
	createToken: { body: { name: "intruder", scopes: ["tasks:read"] } },
	deleteToken: { params: () => ({ id: ann.tokenId }) },
};

/** What needs no credential, and has nothing of anybody's. */
const OPEN = ["register", "logIn", "refreshTokens", "getHealth", "getOpenApi", "getDocs"];

const document = await (await fetchWorker("/api/openapi.json")).json<{ paths: never }>();
const operations = operationsOf(document);
const closed = operations.filter(({ open }) => !open);
const ofTasks = closed.filter(({ path }) => /^\/api\/tasks/.test(path));
const names = (list: Operation[]) => list.map((operation) => [operation.id, operation] as const);

/** Whose things the others try to get at. */
let ann: { scope: Scope; caller: Caller; tokenId: string };

beforeEach(async () => {
	const scope = await newScope({ now: new Date() });
	const caller = await callerFor(scope);
	for (const title of ["Ann's first", "Ann's secret"]) {
		await caller.send("POST", "/api/tasks", { title, description: "secret", tags: ["secret"] });
	}
	const wanted = { name: "Ann's secret", scopes: ["tasks:read" as const], expiresAt: null };
	const { id } = await makePersonalToken(scope, SECRET, wanted);
	ann = { scope, caller, tokenId: id };
});

type Sender = Pick<Caller, "send">;

const stranger: Sender = {
	send: (method, path, body) =>
		fetchWorker(path, {
			method,
			body: body === undefined ? null : JSON.stringify(body),
			headers: { "content-type": "application/json" },
		}),
};

function call(sender: Sender, { id, method, path }: Operation, twinOf?: string) {
	const { params = () => ({}), body } = CALLS[id] as Call;
	const values: Record<string, string | number> = params();
	const filled = path.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
	return sender.send(method, twinOf ? filled.replace("/api/", `/api/${twinOf}/`) : filled, body);
}

/** All that is Ann's, as D1 has it. */
async function annsThings() {
	const { userId } = ann.scope;
	const rows = (sql: string) =>
		env.DB.prepare(sql)
			.bind(userId)
			.all()
			.then(({ results }) => results);
	return Promise.all([
		rows("select * from users where id = ?"),
		rows("select * from tasks where user_id = ? order by id"),
		rows("select * from changes where user_id = ? order by id"),
		rows("select * from events where user_id = ? order by id"),
		rows("select id, user_id from sign_ins where user_id = ?"),
		rows("select id, name, scopes, hash from personal_tokens where user_id = ?"),
	]);
}

test("every operation of the document is tried here", () => {
	const open = operations.filter((operation) => operation.open).map(({ id }) => id);
	expect(open.toSorted()).toEqual(OPEN.toSorted());
	expect(closed.map(({ id }) => id).toSorted()).toEqual(Object.keys(CALLS).toSorted());
	expect(ofTasks.length).toBeGreaterThan(9);
});

describe.each(names(closed))("%s", (_, operation) => {
	test("shows and changes nothing of Ann's for Bob", async () => {
		const before = await annsThings();
		const isAccount = ["Accounts", "Tokens"].includes(operation.tag);
		const senders: Sender[] = [await newCaller()];
		// Personal tokens do not get that far.
		if (isAccount) senders.push(await newProgram());
		for (const bob of senders) {
			const answer = await call(bob, operation);
			const text = await answer.text();
			expect(text).not.toMatch(/secret|Ann's/);
			expect(text).not.toContain(ann.scope.userId);
			if (operation.path.includes("{id}")) expect(answer.status).toBeOneOf([403, 404]);
		}
		expect(await annsThings()).toEqual(before);
	});

	test("is closed without a good credential", async () => {
		const past = new Date(Date.now() - 1000);
		const { userId, token } = ann.caller;
		const senders: [string, Sender][] = [
			["no credential", stranger],
			["an expired token", await callerFor(ann.scope, { expiresAt: past })],
			["a forged token", new Caller(userId, `${token.slice(0, -6)}AAAAAA`)],
			["nonsense", new Caller(userId, "tend_nonsense")],
		];
		const before = await annsThings();
		for (const [what, sender] of senders) {
			const answer = await call(sender, operation);
			expect(answer.status, what).toBe(401);
			expect(answer.headers.get("www-authenticate"), what).toMatch(/^Bearer/);
			expect(await answer.text()).not.toMatch(/secret|Ann's/);
		}
		expect(await annsThings()).toEqual(before);
	});

	test("takes a token for reading only where it reads", async () => {
		const reader = await callerFor(ann.scope, { scopes: ["tasks:read"] });
		const chatter = await callerFor(ann.scope, { scopes: ["chat"] });
		const before = await annsThings();
		const isFree = operation.id === "getMe";
		const mayRead = isFree || operation.scope === "tasks:read";
		expect((await call(reader, operation)).status).toBe(mayRead ? 200 : 403);
		expect((await call(chatter, operation)).status).toBe(isFree ? 200 : 403);
		expect(await annsThings()).toEqual(before);
	});
});

test.each(names(ofTasks))("%s below Ann's id is for Ann alone", async (_, operation) => {
	const { userId } = ann.scope;
	const before = await annsThings();
	const bob = await newCaller();
	expect((await call(bob, operation, userId)).status).toBe(403);
	expect((await call(stranger, operation, userId)).status).toBe(401);
	expect(await annsThings()).toEqual(before);
	expect((await call(ann.caller, operation, userId)).ok).toBe(true);
});
