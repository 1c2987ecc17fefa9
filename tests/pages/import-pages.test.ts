import { expect, test } from "vitest";
import { newVisitor } from "#tests/visitor.ts";

function formWith(content: BlobPart, name = "tasks.csv") {
	const form = new FormData();
	form.append("file", new File([content], name));
	return form;
}

const text = async (answer: Response) => (await answer.text()).replace(/<!-- -->/g, "");

test("a file is looked at, imported and undone by plain forms", async () => {
	const ann = await newVisitor();
	const csv = 'title,priority\nMilk,high\n"=1+1",\nBread,urgently\n';
	const sent = await ann.post("/settings/import", formWith(csv));
	expect(sent.status).toBe(302);
	const page = sent.headers.get("location") ?? "";
	const preview = await text(await ann.get(page));
	expect(preview).toContain("CSV with 2 new tasks. Left out: 1 line with an error.");
	expect(preview).toContain("Import 2 tasks");
	expect(preview).toContain("“urgently” is no priority");
	expect(await text(await ann.get("/tasks"))).not.toContain("Milk");

	const done = await text(await ann.submit(page, { intent: "import" }));
	expect(done).toContain("Imported 2 tasks from tasks.csv");
	expect(done).toContain("2 tasks imported.");
	const list = await text(await ann.get("/tasks"));
	expect(list).toContain("Milk");
	expect(list).toContain("=1+1");
	expect(await text(await ann.get("/settings/import"))).toContain("2 tasks imported");

	expect(await text(await ann.submit(page, { intent: "undo" }))).toContain(
		"Undone: Imported 2 tasks from tasks.csv",
	);
	expect(await text(await ann.get("/tasks"))).not.toContain("Milk");
});

test("a file that cannot be taken is refused at its field", async () => {
	const ann = await newVisitor();
	const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0]);
	const refused = await ann.post("/settings/import", formWith(png, "tasks.csv"));
	expect(refused.status).toBe(415);
	expect(await text(refused)).toContain("This is not a list of tasks, but a PNG picture.");
	const none = await ann.post("/settings/import", formWith("", ""));
	expect(none.status).toBe(400);
	expect(await text(none)).toContain("Choose a file first");
	const large = await ann.post("/settings/import", formWith("x".repeat(26 * 1024 * 1024 + 9)));
	expect(large.status).toBe(413);
	expect(await text(large)).toContain("larger than 25 MB");
});

test("nobody sees or runs another's import, and who is signed out signs in first", async () => {
	const ann = await newVisitor();
	const bob = await newVisitor();
	const sent = await ann.post("/settings/import", formWith("title\nMilk\n"));
	const page = sent.headers.get("location") ?? "";
	expect((await bob.get(page)).status).toBe(404);
	expect((await bob.post(page, { intent: "import" })).status).toBe(404);
	expect(await text(await ann.get(page))).toContain("1 new task");
	ann.cookies.clear();
	const away = await ann.post("/settings/import", formWith("title\nMilk\n"));
	expect(away.headers.get("location")).toBe("/signin?next=%2Fsettings%2Fimport");
});
