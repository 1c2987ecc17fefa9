import { afterEach, expect, test, vi } from "vitest";
import { alarmOf } from "#tests/clock.ts";
import { newVisitor, type Visitor } from "#tests/visitor.ts";
import { fetchWorker, ORIGIN } from "#tests/worker.ts";

let pages: Page[] = [];

afterEach(async () => {
	for (const { socket } of pages) socket?.close();
	// An object that goes away with open connections makes a noise.
	await vi.waitFor(() => expect(pages.every(({ closed }) => closed.length > 0)).toBe(true));
	pages = [];
});

type Page = { messages: { type: string }[]; closed: number[]; socket: WebSocket | null };

const UPGRADE = { upgrade: "websocket", origin: ORIGIN };

/** What an open page hears. */
async function listen(visitor: Visitor, query = ""): Promise<Page> {
	const { status, webSocket } = await visitor.get(`/live${query}`, UPGRADE);
	expect(status).toBe(101);
	const page: Page = { messages: [], closed: [], socket: webSocket };
	webSocket?.addEventListener("message", ({ data }) => {
		page.messages.push(JSON.parse(String(data)));
	});
	webSocket?.addEventListener("close", ({ code }) => {
		page.closed.push(code);
	});
	pages.push(page);
	webSocket?.accept();
	return page;
}

const add = (visitor: Visitor, headers?: Record<string, string>) =>
	visitor.post("/tasks", { intent: "add", text: "x" }, headers);

test("every open page of a user hears of a change and of who made it, others do not", async () => {
	const [ann, bob] = [await newVisitor(), await newVisitor()];
	const pages = [await listen(ann), await listen(ann)];
	const other = await listen(bob);
	const requestId = crypto.randomUUID();
	await add(ann, { "x-request-id": requestId });
	for (const { messages } of pages) {
		await vi.waitFor(() => expect(messages).toEqual([{ type: "changed", requestId }]));
	}
	expect(other.messages).toEqual([]);
});

test("a page hears of what has changed between being made and listening", async () => {
	const ann = await newVisitor();
	await add(ann);
	const userId = ann.cookies.get("session")?.split(".")[1] as string;
	await alarmOf({ userId });
	const late = await listen(ann, "?age=5000");
	await vi.waitFor(() => expect(late.messages).toEqual([{ type: "changed", requestId: null }]));
	const early = await listen(ann, "?age=0");
	expect(early.messages).toEqual([]);
});

test("it is cut when its session ends, and only then", async () => {
	const ann = await newVisitor();
	const here = await listen(ann);
	const sessions = await (await ann.get("/settings")).text();
	expect(sessions).toContain("This device");
	await ann.post("/settings", { intent: "revoke-others" });
	await add(ann);
	await vi.waitFor(() => expect(here.messages.length).toBeGreaterThan(0));
	expect(here.closed).toEqual([]);
	await ann.post("/signout", {});
	await vi.waitFor(() => expect(here.closed).toEqual([4401]));
});

test("strangers are turned away, other sites and plain requests refused", async () => {
	const ann = await newVisitor();
	const elsewhere = { ...UPGRADE, origin: "https://evil.example" };
	expect((await ann.get("/live", elsewhere)).status).toBe(403);
	expect((await ann.get("/live", { upgrade: "websocket" })).status).toBe(403);
	expect((await ann.get("/live")).status).toBe(426);
	const { status, webSocket } = await fetchWorker("/live", { headers: UPGRADE });
	expect(status).toBe(101);
	const closed = new Promise((resolve) =>
		webSocket?.addEventListener("close", ({ code }) => {
			resolve(code);
		}),
	);
	webSocket?.accept();
	expect(await closed).toBe(4401);
});
