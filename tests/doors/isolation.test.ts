import { env } from "cloudflare:workers";
import { beforeEach, expect, test } from "vitest";
import { createPersonalToken } from "#app/auth/tokens/token-commands.server.ts";
import type { Scope } from "#app/core/scope.server.ts";
import { addDevice } from "#app/notifications/push/push-commands.server.ts";
import { createTask } from "#app/tasks/commands/commands.server.ts";
import { Caller, callerFor, newCaller } from "#tests/caller.ts";
import { newSession, newWebhook } from "#tests/channels.ts";
import { addNotification, newScope } from "#tests/factories.ts";
import { browserKeys } from "#tests/outside.ts";
import { newProgram } from "#tests/program.ts";
import { SECRET } from "#tests/secret.ts";
import { fetchWorker } from "#tests/worker.ts";
import { type Operation, operationsOf } from "#workers/api/docs/document.ts";

/*
 * Nobody gets at anybody else's. The operations come from the document, so one that is new fails here
 * until it says, in CALLS, how it is called.
 */

type Call = { params?: () => Record<string, string | number>; body?: unknown };

const ENDPOINT = "https://push.example.com/ann-secret";
const KEYS = browserKeys();
const MINE = { params: () => ({ id: 2 }) };
const NOTIFICATION = { params: () => ({ id: ann.notificationId }) };
const HERS = { params: () => ({ id: "anns" }) };

/** How each operation is called so that it would do something, were it allowed. */
const CALLS: Record<string, Call> = {
	listTasks: {},
	getStatistics: {},
	createTask: { body: { title: "intruder" } },
	quickAddTask: { body: { text: "intruder" } },
	getTask: MINE,
	replaceTask: { ...MINE, body: { title: "intruder" } },
	changeTask: { ...MINE, body: { title: "intruder" } },
	deleteTask: MINE,
	completeTask: { ...MINE, body: { completed: true } },
	skipTask: MINE,
	listTaskHistory: MINE,
	changeTasks: { body: { action: "update", ids: [1, 2], changes: { title: "intruder" } } },
	exportTasks: {},
	importTasks: { body: { tasks: [{ title: "intruder" }] } },
	undo: {},
	redo: {},
	listNotifications: {},
	readNotification: NOTIFICATION,
	readNotifications: {},
	snoozeNotification: { ...NOTIFICATION, body: { for: "1-hour" } },
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
	addPushSubscription: { body: { endpoint: "https://push.example.com/bob", keys: KEYS } },
	deletePushSubscription: { body: { endpoint: ENDPOINT } },
	listWebhooks: {},
	createWebhook: { body: { url: "https://hooks.example.com/intruder" } },
	deleteWebhook: { params: () => ({ id: ann.webhookId }) },
	listDeliveries: { params: () => ({ id: ann.webhookId }) },
	testWebhook: { params: () => ({ id: ann.webhookId }) },
	chat: { body: { id: "other", message: { role: "user", parts: [{ type: "text", text: "hi" }] } } },
	listChats: {},
	getChat: HERS,
	deleteChat: HERS,
	resumeChat: HERS,
	stopChat: HERS,
};

/** What needs no credential, and has nothing of anybody's. */
const OPEN = [
	"register",
	"logIn",
	"refreshTokens",
	"getPushPublicKey",
	"getHealth",
	"getOpenApi",
	"getDocs",
];

const document = await (await fetchWorker("/api/openapi.json")).json<{ paths: never }>();
const operations = operationsOf(document);
const closed = operations.filter(({ open }) => !open);
const ofTasks = closed.filter(({ path }) => /^\/api\/tasks/.test(path));
const names = (list: Operation[]) => list.map((operation) => [operation.id, operation] as const);

/** Whose things the others try to get at. */
let ann: {
	scope: Scope;
	caller: Caller;
	tokenId: string;
	notificationId: string;
	webhookId: string;
};

beforeEach(async () => {
	const scope = await newScope({ now: new Date() });
	const caller = await callerFor(scope);
	for (const title of ["Ann's first", "Ann's secret"]) {
		const recurrence = { rule: "FREQ=DAILY", from: "due" } as const;
		await createTask(scope, { title, description: "secret", tags: ["secret"], recurrence });
	}
	const wanted = { name: "Ann's secret", scopes: ["tasks:read" as const], expiresAt: null };
	const { id } = await createPersonalToken(scope, SECRET, wanted);
	const notificationId = await addNotification(scope.userId, { title: "Ann's secret" });
	const under = { sessionId: await newSession(scope) };
	const subscription = { under, endpoint: ENDPOINT, keys: KEYS, userAgent: "secret" };
	await addDevice(scope, subscription, { allowPrivateNetwork: false });
	const webhook = await newWebhook(scope, "https://hooks.example.com/secret");
	ann = { scope, caller, tokenId: id, notificationId, webhookId: webhook.id };
});

/** What only Ann's things say; a webhook of one's own comes with a secret, too. */
const FOREIGN = /secret(?!":"whsec_)|Ann's/;

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

async function sayInChat(caller: Sender, text: string) {
	const message = { role: "user", parts: [{ type: "text", text }] };
	await (await caller.send("POST", "/api/chat", { id: "anns", message })).text();
}

/** All that is Ann's, as D1 and her object have it. */
async function annsThings() {
	const { userId } = ann.scope;
	const object = env.USER_OBJECT.get(env.USER_OBJECT.idFromName(userId));
	const rows = [
		"select id, email, name, password_hash, time_zone, task_seq from users where id = ?",
		"select * from tasks where user_id = ? order by id",
		"select * from changes where user_id = ? order by id",
		"select id, type, task_id, after from events where user_id = ? order by id",
		"select * from notifications where user_id = ? order by id",
		"select id, user_id from sign_ins where user_id = ?",
		"select id, name, scopes, hash from personal_tokens where user_id = ?",
		"select * from push_subscriptions where user_id = ?",
		"select * from webhooks where user_id = ?",
		"select * from deliveries where user_id = ?",
	].map((sql) => env.DB.prepare(sql).bind(userId));
	const [tables, chats] = await Promise.all([env.DB.batch(rows), object.listChats()]);
	return [...tables.map(({ results }) => results), chats];
}

test("every operation of the document is tried here", () => {
	const open = operations.filter((operation) => operation.open).map(({ id }) => id);
	expect(open.toSorted()).toEqual(OPEN.toSorted());
	expect(closed.map(({ id }) => id).toSorted()).toEqual(Object.keys(CALLS).toSorted());
	expect(ofTasks.length).toBeGreaterThan(9);
});

/** Bob is shown nothing of Ann's. */
async function tryAsBob(operation: Operation) {
	const isChat = operation.tag === "Chat";
	const isAccount = ["Accounts", "Tokens", "Push", "Webhooks"].includes(operation.tag);
	const senders: Sender[] = [await newCaller(isChat ? { scopes: ["chat"] } : {})];
	// Personal tokens do not get that far.
	if (isAccount) senders.push(await newProgram());
	for (const bob of senders) {
		const answer = await call(bob, operation);
		const text = await answer.text();
		expect(text).not.toMatch(FOREIGN);
		expect(text).not.toContain(ann.scope.userId);
		if (operation.path.includes("{id}")) expect(answer.status).toBeOneOf([403, 404]);
	}
}

/** Nothing is open without a good credential. */
async function tryWithout(operation: Operation) {
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
		expect(await answer.text(), what).not.toMatch(FOREIGN);
	}
	expect(await annsThings()).toEqual(before);
}

/** A token for reading, and one for talking, are good only for that. */
async function tryWithLess(operation: Operation) {
	const isChat = operation.tag === "Chat";
	const reader = await callerFor(ann.scope, { scopes: ["tasks:read"] });
	const chatter = await callerFor(ann.scope, { scopes: ["chat"] });
	// Talking is hers to do; it changes no task.
	const things = async () => (await annsThings()).slice(0, isChat ? -1 : undefined);
	const before = await things();
	const isFree = operation.id === "getMe";
	const mayRead = isFree || operation.scope === "tasks:read";
	expect((await call(reader, operation)).status, "for reading").toBe(mayRead ? 200 : 403);
	const answer = await call(chatter, operation);
	await answer.text();
	const expected = operation.id === "resumeChat" ? 204 : 200;
	expect(answer.status, "for talking").toBe(isFree || isChat ? expected : 403);
	expect(await things()).toEqual(before);
}

// One after the other, because what they are tried on takes longer to make than they do.
test.each(names(closed))("%s is for Ann alone, as far as her token goes", async (_, operation) => {
	const isChat = operation.tag === "Chat";
	if (isChat) await sayInChat(await callerFor(ann.scope, { scopes: ["chat"] }), "Ann's secret");
	const before = await annsThings();
	await tryAsBob(operation);
	expect(await annsThings()).toEqual(before);
	await tryWithout(operation);
	await tryWithLess(operation);
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
