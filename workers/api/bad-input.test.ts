import { env } from "cloudflare:workers";
import { describe, expect, test, vi } from "vitest";
import { newCaller } from "#tests/caller.ts";
import { fetchWorker } from "#tests/worker.ts";

const JSON_TYPE = { "content-type": "application/json" };
const MIB = 1024 * 1024;

type Problem = {
	type: string;
	status: number;
	requestId: string;
	errors?: { path: string; message: string }[];
};

async function problem(answer: Response): Promise<Problem> {
	expect(answer.headers.get("content-type")).toBe("application/problem+json");
	const body = await answer.json<Problem>();
	expect(body).toMatchObject({
		type: expect.stringMatching(/^\/api\/docs#[a-z-]+$/),
		title: expect.any(String),
		status: answer.status,
		detail: expect.any(String),
		requestId: answer.headers.get("x-request-id"),
	});
	return body;
}

async function countTasks() {
	const row = await env.DB.prepare("select count(*) as count from tasks").first();
	return row?.count;
}

/** A body that is sent without saying how long it is. */
function chunked(size: number) {
	let sent = 0;
	return new ReadableStream({
		pull(controller) {
			if (sent >= size) return controller.close();
			const length = Math.min(65_536, size - sent);
			controller.enqueue(new Uint8Array(length).fill(32));
			sent += length;
		},
	});
}

describe("a body that is no task", () => {
	test.each([
		["broken", '{"title": "a"', 400],
		["with a comment", '{"title": "a"} // b', 400],
		["with a key twice", '{"title": "a", "title": "b"}', 400],
		["with a key twice, written differently", '{"title": "a", "\\u0074itle": "b"}', 400],
		["with a key twice, deep", '{"title": "a", "recurrence": {"rule": "x", "rule": "y"}}', 400],
		["nested deeply", `{"title": ${"[".repeat(100_000)}${"]".repeat(100_000)}}`, 400],
		["no object", '["title"]', 400],
		["null", "null", 400],
		["with a field __proto__", '{"title": "a", "__proto__": {"x": 1}}', 400],
		["not UTF-8", new Uint8Array([123, 34, 0xff, 34, 58, 49, 125]), 400],
		["of one byte over 1 MiB", `{"title": "${"x".repeat(MIB - 12)}"}`, 413],
		["of 1 MiB, with a title too long", `{"title": "${"x".repeat(MIB - 13)}"}`, 400],
		["with escapes without end", `{"title": "${"\\n".repeat(300_000)}"}`, 400],
	])("%s is refused", async (_, body, status) => {
		const ann = await newCaller();
		const answer = await ann.sendText("POST", "/api/tasks", body, JSON_TYPE);
		expect(answer.status).toBe(status);
		expect((await problem(answer)).errors?.length ?? 0).toBe(status === 400 ? 1 : 0);
		expect(await countTasks()).toBe(0);
	});

	test.each([
		["text/plain", '{"title": "a"}'],
		["application/x-www-form-urlencoded", "title=a"],
		["", '{"title": "a"}'],
	])("sent as %j is refused", async (type, body) => {
		const ann = await newCaller();
		const bytes = new TextEncoder().encode(body);
		const headers = type ? { "content-type": type } : {};
		const answer = await ann.sendText("POST", "/api/tasks", bytes, headers as typeof JSON_TYPE);
		expect(answer.status).toBe(415);
		await problem(answer);
		expect(await countTasks()).toBe(0);
	});

	test("sent in chunks is read up to 1 MiB", async () => {
		const ann = await newCaller();
		const answer = await ann.sendText("POST", "/api/tasks", chunked(MIB + 1), JSON_TYPE);
		expect(answer.status).toBe(413);
		await problem(answer);
	});

	test("says its type with parameters, or as another JSON: that is fine", async () => {
		const ann = await newCaller();
		for (const type of ["application/json; charset=utf-8", "application/json;charset=UTF-8"]) {
			const headers = { "content-type": type };
			expect((await ann.sendText("POST", "/api/tasks", '{"title":"a"}', headers)).status).toBe(201);
		}
	});
});

describe("a body that may be left out", () => {
	test.each<[string, () => BodyInit | null, Record<string, string>]>([
		["without a header", () => null, {}],
		["with Content-Length: 0", () => new Uint8Array(), { "content-length": "0" }],
		["as {}", () => "{}", JSON_TYPE],
		["in no chunk, without a type", () => chunked(0), {}],
		["in no chunk, as JSON", () => chunked(0), JSON_TYPE],
		["empty, as JSON", () => "", JSON_TYPE],
		["empty, as a form", () => "", { "content-type": "application/x-www-form-urlencoded" }],
	])("is left out %s", async (_, body, headers) => {
		const ann = await newCaller();
		await ann.send("POST", "/api/tasks", { title: "a" });
		const answer = await ann.sendText("PATCH", "/api/tasks/1/complete", body(), headers);
		expect([answer.status, await answer.json()]).toMatchObject([200, { status: "completed" }]);
	});

	test("is checked where it is not empty", async () => {
		const ann = await newCaller();
		await ann.send("POST", "/api/tasks", { title: "a" });
		const body = new TextEncoder().encode("{}");
		expect((await ann.sendText("PATCH", "/api/tasks/1/complete", body)).status).toBe(415);
	});
});

test("an empty body in place of one that is needed names what is missing", async () => {
	const ann = await newCaller();
	const answer = await ann.sendText("POST", "/api/tasks", chunked(0));
	expect(answer.status).toBe(400);
	expect((await problem(answer)).errors?.map(({ path }) => path)).toEqual(["title"]);
});

test.each([
	[{ title: 5 }, "title"],
	[{ title: "" }, "title"],
	[{ title: " \u0000 " }, "title"],
	[{ title: "x".repeat(256) }, "title"],
	[{ title: "a", description: "x".repeat(10_001) }, "description"],
	[{ title: "a", parentId: "1" }, "parentId"],
	[{ title: "a", parentId: -1 }, "parentId"],
	[{ title: "a", parentId: 1.5 }, "parentId"],
	[{ title: "a", parentId: 99 }, "parentId"],
	[{ title: "a", priority: "urgent" }, "priority"],
	[{ title: "a", priority: null }, "priority"],
	[{ title: "a", dueDate: "2026-02-30" }, "dueDate"],
	[{ title: "a", dueDate: "2027-W53" }, "dueDate"],
	[{ title: "a", dueDate: "tomorrow" }, "dueDate"],
	[{ title: "a", dueDate: "1900-01-01T00:00:00Z" }, "dueDate"],
	[{ title: "a", dueDate: "" }, "dueDate"],
	[{ title: "a", dueDate: 1_780_000_000 }, "dueDate"],
	[{ title: "a", due: "2026-12-01" }, "due"],
	[{ title: "a", status: "done" }, "status"],
	[{ title: "a", id: 7 }, "id"],
	[{ title: "a", userId: "somebody" }, "userId"],
	[{ title: "a", tags: "home" }, "tags"],
	[{ title: "a", tags: ["ok", "a,b"] }, "tags.1"],
	[{ title: "a", tags: Array.from({ length: 21 }, (_, i) => `t${i}`) }, "tags"],
	[{ title: "a", recurrence: { rule: "FREQ=MINUTELY", from: "due" } }, "recurrence.rule"],
	[{ title: "a", recurrence: { rule: "FREQ=DAILY" } }, "recurrence.from"],
	[{ title: "a", recurrence: { rule: "FREQ=DAILY", from: "due", x: 1 } }, "recurrence.x"],
	[{ title: "a", reminders: [{ minutesBefore: 5 }] }, "reminders"],
	[{ title: "a", reminders: [{ minutesBefore: "5" }] }, "reminders.0.minutesBefore"],
	[{ title: "a", reminders: [{ at: "never" }] }, "reminders.0.at"],
	[{ title: "a", reminders: [{ at: "2026-12-01", x: 1 }] }, "reminders.0.x"],
])("%j names its wrong field", async (body, path) => {
	const ann = await newCaller();
	const answer = await ann.send("POST", "/api/tasks", body);
	expect(answer.status).toBe(400);
	const { errors = [] } = await problem(answer);
	expect(errors.map((error) => error.path)).toEqual([path]);
	for (const { message } of errors) expect(message).not.toMatch(/^Invalid|expected/);
	expect(await countTasks()).toBe(0);
});

test("all wrong fields are named at once", async () => {
	const ann = await newCaller();
	const body = { title: "", priority: "x", dueDate: "soon", colour: "red", size: 1 };
	const { errors = [] } = await problem(await ann.send("POST", "/api/tasks", body));
	expect(errors.map(({ path }) => path).toSorted()).toEqual([
		"colour",
		"dueDate",
		"priority",
		"size",
		"title",
	]);
});

test.each(["abc", "1.5", "-1", "0", "1e3", "0x1", "99999999999999999999", "%20", "1%2F2"])(
	"the id %s is none",
	async (id) => {
		const ann = await newCaller();
		await ann.send("POST", "/api/tasks", { title: "a" });
		for (const [method, path, body] of [
			["GET", ""],
			["PUT", "", { title: "b" }],
			["PATCH", "", { title: "b" }],
			["DELETE", ""],
			["PATCH", "/complete"],
			["POST", "/skip"],
			["GET", "/history"],
		] as const) {
			const answer = await ann.send(method, `/api/tasks/${id}${path}`, body);
			expect(answer.status, method + path).toBe(404);
			await problem(answer);
		}
	},
);

test.each(["", "x".repeat(256), "a\u00e9"])("the Idempotency-Key %j is refused", async (key) => {
	const ann = await newCaller();
	const headers = { "idempotency-key": key };
	const answer = await ann.send("POST", "/api/tasks", { title: "a" }, headers);
	expect(answer.status).toBe(400);
	expect((await problem(answer)).errors?.[0]?.path).toBe("Idempotency-Key");
});

describe("addresses and methods", () => {
	test.each([
		["POST", "/api/tasks/1", "HEAD, GET, PUT, PATCH, DELETE"],
		["PUT", "/api/tasks", "HEAD, GET, POST"],
		["GET", "/api/tasks/quick", "POST"],
		["DELETE", "/api/tasks/bulk", "POST"],
		["POST", "/api/tasks/1/complete", "PATCH"],
		["GET", "/api/undo", "POST"],
		["POST", "/api/openapi.json", "HEAD, GET"],
		["POST", "/api/health", "HEAD, GET"],
	])("%s %s: only %s", async (method, path, allow) => {
		const answer = await fetchWorker(path, { method });
		expect(answer.status).toBe(405);
		expect(answer.headers.get("allow")?.split(", ").toSorted()).toEqual(
			allow.split(", ").toSorted(),
		);
		await problem(answer);
	});

	test.each(["/api", "/api/", "/api/nowhere", "/api/tasks/1/2/3", "/api/tasks/", "/api//tasks"])(
		"there is nothing at %s",
		async (path) => {
			const answer = await fetchWorker(path);
			expect(answer.status).toBe(404);
			await problem(answer);
		},
	);

	test("HEAD answers as GET, without a body", async () => {
		const ann = await newCaller();
		await ann.send("POST", "/api/tasks", { title: "a" });
		const answer = await ann.send("HEAD", "/api/tasks/1");
		expect([answer.status, answer.headers.get("etag"), await answer.text()]).toEqual([
			200,
			'"1"',
			"",
		]);
	});
});

test("an x-request-id is never taken for ours, and stands in the log only if it is plain", async () => {
	const lines = vi.spyOn(console, "log").mockReturnValue();
	const loggedFor = async (id: string) => {
		lines.mockClear();
		const answer = await fetchWorker("/api/tasks", { headers: { "x-request-id": id } });
		const { requestId } = await problem(answer);
		expect(requestId).toMatch(/^[\da-f-]{36}$/);
		const line = JSON.parse(String(lines.mock.calls[0]?.[0]));
		expect(line).toMatchObject({ requestId });
		return line.clientRequestId;
	};
	for (const id of ["a\tb12345678", 'x"},{"level":"error', "<script>alert(1)</script>", "short"]) {
		expect(await loggedFor(id)).toBeUndefined();
	}
	expect(await loggedFor("proxy-12345678")).toBe("proxy-12345678");
});
