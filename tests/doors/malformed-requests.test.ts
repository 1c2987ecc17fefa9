import fc from "fast-check";
import { expect, test } from "vitest";
import { newCaller } from "#tests/caller.ts";
import { newVisitor } from "#tests/visitor.ts";
import { fetchWorker, ORIGIN } from "#tests/worker.ts";

// Whatever is sent, to whichever route: it is refused, and neither answered by a 5xx nor logged as an
// error (tests/setup.ts fails for that).

const RUNS = 160;

const siteMap = Object.values(
	import.meta.glob<string>("../../app/routes.ts", {
		query: "?raw",
		import: "default",
		eager: true,
	}),
).join("");
const PAGES = ["/", ...[...siteMap.matchAll(/\broute\("([^"*]+)"/g)].map(([, path]) => `/${path}`)];
const OTHERS = ["/live", "/calendar/:name", "/metrics", "/.well-known/jwks.json", "/assets/:name"];

const ODD_WORDS = [
	...["", " ", "0", "1", "-1", "1.5", "1e9", "99999999999999999999", "NaN", "null", "undefined"],
	...["constructor", "__proto__", "toString", "hasOwnProperty/1", "constructor/1", "__proto__/1"],
	...[
		"[",
		"]",
		"{",
		"{}",
		"[]",
		'"',
		"'",
		"\\",
		"a.b[0].c",
		"<b>",
		"%",
		"%zz",
		"%00",
		"%ff",
		"%E0%A4",
	],
	...[
		"\0",
		"\r\n",
		"\u202e",
		"\ufffd",
		"é",
		"😀",
		"\ud83d",
		"١٢",
		"a".repeat(300),
		"x".repeat(20_000),
	],
	...["1'--", "*", "a OR b", '"a', "-a", "NEAR(a b)", "2026-02-30", "0000-00-00", "+275760-09-13"],
	...[
		"2026-12-01T25:00",
		"feb 30",
		"every day",
		"FREQ=DAILY",
		"FREQ=X",
		"remind me",
		"=1+1",
		"//",
		"..",
	],
];
const INTENTS = [
	...["add", "save", "delete-task", "complete", "complete/1", "reopen/1", "delete/1", "skip/1"],
	...["bulk-complete", "bulk-reopen", "bulk-delete", "bulk-priority", "bulk-tag"],
	...["profile", "preferences", "theme", "password", "notifications", "new-token", "revoke-token"],
	...["new-webhook", "delete-webhook", "revoke", "revoke-others", "keep-account", "new-calendar"],
	...["undo", "undo/x", "redo", "restore/x", "read/x", "read-all", "1-hour/x", "import", "discard"],
	...["send", "approve/x", "deny/x", "retry", "stop", "test", "enable", "delete", "reset"],
];
const NAMES = [
	...[
		"intent",
		"text",
		"key",
		"parentId",
		"selected",
		"newPriority",
		"newTag",
		"title",
		"description",
	],
	...[
		"priority",
		"dueDate",
		"dueTime",
		"tags",
		"repeat",
		"reminders",
		"series",
		"version",
		"status",
	],
	...[
		"email",
		"password",
		"currentPassword",
		"newPassword",
		"name",
		"timeZone",
		"theme",
		"weekStart",
	],
	...[
		"hourCycle",
		"purpose",
		"scopes",
		"days",
		"token",
		"url",
		"types",
		"webhook",
		"session",
		"stay",
	],
	...[
		"user",
		"path",
		"at",
		"chat",
		"message",
		"undo",
		"back",
		"next",
		"id",
		"q",
		"tag",
		"due",
		"sort",
	],
	...[
		"page",
		"limit",
		"dueBefore",
		"dueAfter",
		"before",
		"task",
		"completed",
		"action",
		"ids",
		"changes",
	],
	...[
		"recurrence",
		"minutesBefore",
		"refreshToken",
		"endpoint",
		"keys",
		"approvals",
		"format",
		"partial",
	],
	...["__state__", "__intent__", "__proto__", "constructor", "selected[0]", "selected[4294967294]"],
	...["a.b.c", "selected.length", "selected[]", "[]", ".", ""],
];
const TYPES = [
	...["application/x-www-form-urlencoded", "application/x-www-form-urlencoded; charset=utf-7"],
	...["multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=x"],
	...[
		"application/json",
		"application/json; charset=utf-16",
		"text/plain",
		"text/html",
		"x",
		";",
		"*/*",
	],
];

const word = fc.oneof(fc.constantFrom(...ODD_WORDS), fc.string({ unit: "binary", maxLength: 20 }));
const fields = fc.array(
	fc.tuple(fc.constantFrom(...NAMES), fc.oneof(word, fc.constantFrom(...INTENTS))),
	{ maxLength: 6 },
);
const withIntent = fc
	.tuple(fc.constantFrom(...INTENTS, ...ODD_WORDS), fields)
	.map(([intent, others]) => [["intent", intent], ...others] as [string, string][]);
const json = fc.oneof(
	fc.dictionary(fc.constantFrom(...NAMES), fc.oneof(word, fc.jsonValue()), { maxKeys: 6 }),
	fc.jsonValue(),
);

const urlEncoded = (pairs: [string, string][]) =>
	new URLSearchParams(pairs.map(([name, value]) => [name, value.toWellFormed()])).toString();
const multipart = (pairs: [string, string][]) =>
	pairs
		.map(
			([name, value]) =>
				`--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
		)
		.join("");

const body = fc.oneof(
	{ weight: 4, arbitrary: withIntent.map(urlEncoded) },
	fields.map(urlEncoded),
	withIntent.map((pairs) => `${multipart(pairs)}--x--\r\n`),
	withIntent.map(multipart),
	{ weight: 3, arbitrary: json.map((value) => JSON.stringify(value)) },
	json.map((value) => JSON.stringify(value).slice(0, -1)),
	word,
	fc.constantFrom("&".repeat(5_000), "a=1&".repeat(5_000), "%", "=", "[".repeat(1_000)),
	fc.uint8Array({ maxLength: 40 }),
);

const path = (templates: string[]) =>
	fc
		.tuple(fc.constantFrom(...templates), fc.array(word, { minLength: 4, maxLength: 4 }))
		.map(([template, words]) => {
			const rest = [...words];
			return template.replaceAll(/:\w+\??|\{\w+\}/g, () => {
				const taken = rest.pop() ?? "";
				// Half of them as they are: what is no URL is no request, and what is malformed arrives so.
				const raw = /^[\w%.[\]{}'*-]+$/.test(taken) && taken.length < 1_000;
				return raw ? taken : encodeURIComponent(taken.toWellFormed().slice(0, 1_000));
			});
		});

const query = fc.oneof(
	fc.constant(""),
	fields.map((pairs) => `?${urlEncoded(pairs)}`),
	fc.constantFrom(
		"?%",
		"?q=%zz",
		"?q=%ff&page=%",
		"?=&&=",
		"?q[0]=1&q[1]=2",
		`?q=${"%f0".repeat(50)}`,
	),
);

const HEADER_NAMES = [
	...["accept", "if-match", "if-none-match", "idempotency-key", "x-request-id", "last-event-id"],
	...[
		"range",
		"mcp-protocol-version",
		"accept-language",
		"user-agent",
		"x-forwarded-for",
		"upgrade",
	],
	...["access-control-request-method", "sec-fetch-site", "traceparent"],
];
const headerValue = fc.oneof(
	fc.constantFrom(
		"W/",
		'"',
		'"1"',
		"*",
		"%",
		",",
		"x".repeat(3_000),
		"text/event-stream",
		"same-origin",
	),
	fc.string({ unit: fc.constantFrom(...' !"%,;=/abc09*'.split("")), maxLength: 30 }),
);
const headers = fc.dictionary(fc.constantFrom(...HEADER_NAMES), headerValue, { maxKeys: 2 });
const cookies = fc.array(
	fc.tuple(
		fc.constantFrom("flash", "once", "bookmark", "draft", "session", "__proto__", ""),
		fc.constantFrom(
			"%",
			"%zz",
			"",
			"=",
			"a",
			"e30",
			"bnVsbA",
			"eyJhIjox",
			"x".repeat(4_000),
			"a|b.c",
		),
	),
	{ maxLength: 3 },
);

type Sent = {
	path: string;
	query: string;
	method: string;
	type: string | null;
	body: string | Uint8Array<ArrayBuffer>;
	headers: Record<string, string>;
	cookies: [string, string][];
};

const request = (templates: string[], types: string[]): fc.Arbitrary<Sent> =>
	fc.record({
		path: path(templates),
		query,
		method: fc.constantFrom(
			"GET",
			"POST",
			"POST",
			"POST",
			"PUT",
			"PATCH",
			"DELETE",
			"HEAD",
			"OPTIONS",
		),
		type: fc.oneof(fc.constantFrom(...types), fc.constantFrom(...TYPES, null)),
		body,
		headers,
		cookies,
	}) as fc.Arbitrary<Sent>;

async function statusOf({ path, query, method, type, body, headers, cookies }: Sent, own: object) {
	const hasBody = method !== "GET" && method !== "HEAD";
	const { cookie = "", ...others } = own as { cookie?: string };
	const jar = [cookie, ...cookies.map(([name, value]) => `${name}=${value}`)].filter(Boolean);
	const init = {
		method,
		body: hasBody ? body : null,
		headers: {
			origin: ORIGIN,
			...headers,
			...others,
			...(type !== null && hasBody ? { "content-type": type } : {}),
			...(jar.length > 0 ? { cookie: jar.join("; ") } : {}),
		},
	};
	const answer = await fetchWorker(path + query, init);
	answer.webSocket?.accept();
	await answer.body?.cancel();
	return answer.status;
}

const isRefusal = (status: number) => status < 500;

test("no page answers a malformed request by a fault", async () => {
	expect(PAGES.length).toBeGreaterThan(20);
	let ann = await newVisitor();
	const cookie = () => [...ann.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
	await ann.post("/tasks", { intent: "add", text: "Pay rent tomorrow every month" });
	await fc.assert(
		fc.asyncProperty(
			request([...PAGES, ...PAGES.map((page) => `${page}.data`), ...OTHERS], TYPES.slice(0, 1)),
			async (sent) => {
				const status = await statusOf(sent, { cookie: cookie() });
				// Signed out, or the account is gone.
				if (status === 302) ann = await newVisitor();
				expect(status).toSatisfy(isRefusal);
			},
		),
		{ numRuns: RUNS },
	);
});

test("no page answers a stranger's malformed request by a fault", async () => {
	await fc.assert(
		fc.asyncProperty(request(PAGES, TYPES.slice(0, 1)), async (sent) => {
			expect(await statusOf(sent, {})).toSatisfy(isRefusal);
		}),
		{ numRuns: RUNS / 2 },
	);
});

test("no route of the API, nor MCP, answers a malformed request by a fault", async () => {
	const document = await fetchWorker("/api/openapi.json");
	const { paths } = await document.json<{ paths: Record<string, object> }>();
	const templates = [...Object.keys(paths), "/api/{user}/tasks", "/mcp", "/api/nothing"];
	expect(templates.length).toBeGreaterThan(30);
	const ann = await newCaller({ scopes: ["tasks:read", "tasks:write", "chat"] });
	const authorization = `Bearer ${ann.token}`;
	await fc.assert(
		fc.asyncProperty(request(templates, ["application/json"]), async (sent) => {
			expect(await statusOf(sent, { authorization })).toSatisfy(isRefusal);
		}),
		{ numRuns: RUNS },
	);
});
