import { expect, test } from "vitest";
import { newVisitor, type Visitor } from "#tests/visitor.ts";
import { fetchWorker } from "#tests/worker.ts";

async function addressOf(visitor: Visitor) {
	const page = await (await visitor.get("/settings")).text();
	return /http:\/\/tend\.test(\/calendar\/[\w-]+\.ics)/.exec(page)?.[1] ?? null;
}

test("the feed is switched on, renewed and switched off in the settings", async () => {
	const ann = await newVisitor();
	expect(await addressOf(ann)).toBeNull();
	await ann.submit("/tasks", { intent: "add", text: "Pay rent 2099-12-01 9am" });
	await ann.submit("/settings", { intent: "calendar-on" });
	const first = (await addressOf(ann)) ?? "";
	const feed = await fetchWorker(first);
	expect(feed.status).toBe(200);
	expect(feed.headers.get("content-type")).toBe("text/calendar; charset=utf-8");
	expect(feed.headers.get("server-timing")).toContain("1 trip");
	expect(await feed.text()).toContain("SUMMARY:Pay rent");

	await ann.submit("/settings", { intent: "calendar-renew" });
	const second = (await addressOf(ann)) ?? "";
	expect(second).not.toBe(first);
	expect((await fetchWorker(first)).status).toBe(404);
	expect((await fetchWorker(second)).status).toBe(200);

	await ann.submit("/settings", { intent: "calendar-off" });
	expect(await addressOf(ann)).toBeNull();
	expect((await fetchWorker(second)).status).toBe(404);
	await ann.submit("/settings", { intent: "calendar-on" });
	expect([first, second]).not.toContain(await addressOf(ann));
	for (const old of [first, second]) expect((await fetchWorker(old)).status).toBe(404);
});

test("an address that was not made here is nobody's", async () => {
	const ann = await newVisitor();
	await ann.submit("/settings", { intent: "calendar-on" });
	const address = (await addressOf(ann)) ?? "";
	const [, user = "", seq = "", mac = ""] =
		/calendar\/(\w+)-(\d+)-([\w-]+)\.ics/.exec(address) ?? [];
	const forged = [
		`${user}-2-${mac}`,
		`${user.replace(/^./, (c) => (c === "0" ? "1" : "0"))}-${seq}-${mac}`,
		`${user}-${seq}-${mac.slice(0, -1)}`,
		`${user}-${seq}-${"A".repeat(43)}`,
		`${user}-0-${mac}`,
		`${user}-${seq}-${mac}0`,
		"x",
	];
	const none = await (await fetchWorker("/calendar/nothing.ics")).text();
	for (const name of forged) {
		const answer = await fetchWorker(`/calendar/${name}.ics`);
		expect(answer.status, name).toBe(404);
		expect(await answer.text()).toBe(none);
	}
	expect((await fetchWorker(address.replace(".ics", ".txt"))).status).toBe(404);
});

test("what has not changed is not sent again", async () => {
	const ann = await newVisitor();
	await ann.submit("/settings", { intent: "calendar-on" });
	const address = (await addressOf(ann)) ?? "";
	const etag = (await fetchWorker(address)).headers.get("etag") ?? "";
	const again = await fetchWorker(address, { headers: { "if-none-match": `W/${etag}` } });
	expect(again.status).toBe(304);
	expect(await again.text()).toBe("");
	await ann.submit("/tasks", { intent: "add", text: "Milk tomorrow" });
	expect((await fetchWorker(address, { headers: { "if-none-match": etag } })).status).toBe(200);
	expect((await fetchWorker(address, { method: "HEAD" })).status).toBe(200);
});
