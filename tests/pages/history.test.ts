import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { DAY_MS } from "#domain/time/durations.ts";
import { newVisitor, type Visitor } from "#tests/visitor.ts";

async function titles() {
	const { results } = await env.DB.prepare("select title from tasks order by id").all();
	return results.map(({ title }) => title);
}

/** The page's text, without what is in its tags. */
async function textOf(visitor: Visitor, path = "/history") {
	const html = await (await visitor.get(path)).text();
	const main = /<main.*<\/main>/s.exec(html)?.[0] ?? "";
	const text = main.replace(/<!--.*?-->/g, "").replace(/<[^>]*>/g, " ");
	return { html, text: text.replace(/\s+/g, " ") };
}

function buttons(html: string) {
	const found = html.matchAll(
		/name="intent"[^>]*value="(\w+)\/([\w-]+)"|value="(\w+)\/([\w-]+)"[^>]*name="intent"/g,
	);
	return [...found].map(([, verb = "", id = "", otherVerb = "", otherId = ""]) => ({
		verb: verb || otherVerb,
		intent: `${verb || otherVerb}/${id || otherId}`,
	}));
}

test("tells what was done, by which door, and what changed, newest first", async () => {
	const ann = await newVisitor();
	await ann.post("/tasks", { intent: "add", text: "Rnet" });
	const form = { intent: "save", title: "Rent", priority: "high", version: "1" };
	await ann.post("/tasks/1", { ...form, dueDate: "2099-12-01", dueTime: "09:00" });
	await env.DB.exec("update events set actor = 'api' where type = 'task-created'");
	const { text } = await textOf(ann);
	expect(text).toMatch(
		/Saved “Rent”.*by you.*Title: Rnet → became Rent.*Priority: medium → became high/,
	);
	expect(text).toMatch(/Due: none → became Tue 1 Dec 2099 09:00/);
	expect(text).toMatch(/Priority.*Added “Rnet”.*through the API/);
});

test("takes back and does again any of the last changes, and says what it has to leave", async () => {
	const ann = await newVisitor();
	await ann.post("/tasks", { intent: "add", text: "one" });
	await ann.post("/tasks", { intent: "add", text: "two" });
	await ann.post("/tasks", { intent: "bulk-priority", selected: ["1", "2"], newPriority: "high" });
	await env.DB.exec("update tasks set priority = 'low', version = 9 where id = 2");
	const { html } = await textOf(ann);
	const [bulk, second] = buttons(html);
	const undone = await (await ann.submit("/history", { intent: bulk?.intent ?? "" })).text();
	expect(undone).toContain(
		"Undone: Saved 2 tasks. Left as they are, since they were changed again: #2.",
	);
	expect(buttons(undone)[0]?.verb).toBe("redo");
	await ann.post("/history", { intent: buttons(undone)[0]?.intent ?? "" });
	const refused = await ann.submit("/history", { intent: second?.intent ?? "" });
	expect(await refused.text()).toContain("this was changed again since");
	expect(await titles()).toEqual(["one", "two"]);
});

test("deleted tasks come back from the page for 30 days, also when undo does not reach so far", async () => {
	const ann = await newVisitor();
	await ann.post("/tasks", { intent: "add", text: "keep me" });
	await ann.post("/tasks", { intent: "delete/1" });
	expect((await textOf(ann)).text).toMatch(/Restore Deleted “keep me”/);
	for (let n = 0; n < 50; n += 1) await ann.post("/tasks", { intent: "add", text: `task ${n}` });
	const { html } = await textOf(ann, "/history?page=3");
	expect(buttons(html).map(({ verb }) => verb)).toEqual(["restore"]);
	const restore = { intent: buttons(html)[0]?.intent ?? "" };
	const restored = await ann.submit("/history?page=3", restore);
	expect(await restored.text()).toContain("Restored “keep me”");
	expect(await titles()).toContain("keep me");
	await ann.post("/tasks", { intent: "delete/1" });
	const old = Date.now() - 31 * DAY_MS;
	await env.DB.prepare("update changes set created_at = ? where summary like 'Deleted%'")
		.bind(old)
		.run();
	const refused = await ann.submit("/history", restore);
	expect(await refused.text()).toContain("can be restored for 30 days");
});

test("of somebody else's history nothing is seen and nothing undone", async () => {
	const ann = await newVisitor();
	await ann.post("/tasks", { intent: "add", text: "Ann's secret" });
	const [own] = buttons((await textOf(ann)).html);
	const bob = await newVisitor();
	expect((await textOf(bob)).text).not.toContain("secret");
	for (const verb of ["undo", "redo", "restore"]) {
		const intent = own?.intent.replace("undo", verb) ?? "";
		expect(await (await bob.submit("/history", { intent })).text()).toContain("no such change");
	}
	expect(await titles()).toEqual(["Ann's secret"]);
});

test("an empty history, a page beyond the end and a button that is none are said to be so", async () => {
	const ann = await newVisitor();
	expect((await textOf(ann)).text).toContain("Nothing was done yet.");
	await ann.post("/tasks", { intent: "add", text: "one" });
	expect((await textOf(ann, "/history?page=7")).text).toContain("There is no page 7");
	expect((await textOf(ann, "/history?page=x")).text).toContain("Added “one”");
	expect((await ann.post("/history", { intent: "explode/1" })).status).toBe(400);
});
