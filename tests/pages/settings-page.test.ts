import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { Program } from "#tests/program.ts";
import { newVisitor, type Visitor } from "#tests/visitor.ts";

async function textOf(visitor: Visitor, path: string) {
	return (await (await visitor.get(path)).text()).replaceAll("<!-- -->", "");
}

describe("preferences", () => {
	test("decide how times are written, on every page", async () => {
		const ann = await newVisitor();
		await ann.post("/tasks", { intent: "add", text: "Dentist 2099-12-01 17:00" });
		expect(await textOf(ann, "/tasks")).toContain("Tue 1 Dec 2099 17:00");
		await ann.post("/settings", { intent: "preferences", weekStart: "7", hourCycle: "h12" });
		expect(await textOf(ann, "/tasks")).toContain("Tue 1 Dec 2099 5:00 pm");
		await ann.post("/tasks/1", {
			intent: "save",
			title: "Dentist",
			priority: "medium",
			version: "1",
			dueDate: "2099-12-01",
			dueTime: "18:30",
		});
		expect(await textOf(ann, "/history")).toContain("6:30 pm");
		for (const path of ["/history", "/tasks/1", "/settings"]) {
			expect(await textOf(ann, path)).toMatch(/today \d+:\d\d [ap]m/);
		}
	});

	test("decide which day a week begins with", async () => {
		const ann = await newVisitor();
		await ann.post("/tasks", { intent: "add", text: "x" });
		const weekdays = async () => {
			const html = await textOf(ann, "/stats");
			return [...html.matchAll(/<th scope="row"[^>]*>([A-Z]\w+day)<\/th>/g)].map(([, day]) => day);
		};
		expect((await weekdays())[0]).toBe("Monday");
		await ann.post("/settings", { intent: "preferences", weekStart: "6", hourCycle: "h23" });
		expect(await weekdays()).toHaveLength(7);
		expect((await weekdays())[0]).toBe("Saturday");
	});

	test("that do not exist are refused", async () => {
		const ann = await newVisitor();
		const form = { intent: "preferences", weekStart: "3", hourCycle: "h24" };
		const answer = await ann.post("/settings", form);
		expect(answer.status).toBe(400);
		const html = await answer.text();
		expect(html).toContain("Choose Monday, Saturday or Sunday.");
		expect(html).toContain("Choose 24 hours or 12 hours.");
	});
});

describe("the time zone", () => {
	const save = (visitor: Visitor, timeZone: string) =>
		visitor.post("/settings", { intent: "profile", name: "Ann", timeZone });

	test("is found by the place's name, as somebody types it", async () => {
		const ann = await newVisitor();
		expect((await save(ann, "buenos aires")).status).toBe(302);
		const zone = await env.DB.prepare("select time_zone from users").first("time_zone");
		expect(zone).toMatch(/Buenos_Aires$/);
	});

	test("that is none is refused, and kept in the field", async () => {
		const ann = await newVisitor();
		const answer = await save(ann, "Atlantis");
		expect(answer.status).toBe(400);
		const html = await answer.text();
		expect(html).toContain("This is not a time zone that we know.");
		expect(html).toMatch(/name="timeZone"[^>]*value="Atlantis"/);
	});
});

describe("personal tokens", () => {
	const form = { intent: "new-token", purpose: "Backup", scopes: "tasks:read", days: "30" };

	test("are shown once, on the page after the form, and never in an address", async () => {
		const ann = await newVisitor();
		const made = await ann.post("/settings", form);
		expect(made.headers.get("location")).toBe("/settings");
		const first = await ann.get("/settings");
		expect(first.headers.get("cache-control")).toBe("no-store");
		expect(first.headers.get("server-timing")).toContain('"1 trip"');
		const html = await first.text();
		const [token = ""] = /tend_[\w-]+/.exec(html) ?? [];
		expect(token).not.toBe("");
		expect(await textOf(ann, "/settings")).not.toContain(token);

		const script = Object.assign(new Program(), { token });
		expect((await script.get("/api/tasks")).status).toBe(200);
		expect((await script.post("/api/tasks", { title: "x" })).status).toBe(403);
		const listed = await textOf(ann, "/settings");
		expect(listed).toContain("Backup");
		expect(listed).toContain("tasks:read");
		expect(listed).toMatch(/Used <time[^>]*>today/);
	});

	test("are revoked at once, by their owner alone", async () => {
		const ann = await newVisitor();
		const html = await (await ann.submit("/settings", form)).text();
		const [token = ""] = /tend_[\w-]+/.exec(html) ?? [];
		const id = String(await env.DB.prepare("select id from personal_tokens").first("id"));
		const bob = await newVisitor();
		expect((await bob.post("/settings", { intent: "revoke-token", token: id })).status).toBe(404);
		const script = Object.assign(new Program(), { token });
		expect((await script.get("/api/tasks")).status).toBe(200);
		const revoked = await ann.post("/settings", { intent: "revoke-token", token: id });
		expect(revoked.status).toBe(302);
		expect(revoked.headers.get("server-timing")).toContain('"2 trips"');
		expect((await script.get("/api/tasks")).status).toBe(401);
	});

	test.each([
		[{ purpose: "" }, "Type your name."],
		[{ scopes: [] }, "Choose what it may do."],
		[{ scopes: "everything" }, "Choose what it may do."],
		[{ days: "9999" }, "Choose when it ends."],
	])("are not made with %j", async (wrong, message) => {
		const ann = await newVisitor();
		const answer = await ann.post("/settings", { ...form, ...wrong });
		expect(answer.status).toBe(400);
		expect(await answer.text()).toContain(message);
	});
});

test("a session that was revoked changes nothing any more", async () => {
	const ann = await newVisitor();
	const { results } = await env.DB.prepare(
		"delete from sessions where user_id = (select id from users where email = ?) returning id",
	)
		.bind(ann.email)
		.all();
	expect(results).toHaveLength(1);
	for (const intent of ["calendar-on", "theme"]) {
		const answer = await ann.post("/settings", { intent, theme: "dark" });
		expect(answer.headers.get("location")).toContain("/signin");
	}
	const user = env.DB.prepare("select calendar_seq, theme from users where email = ?");
	expect(await user.bind(ann.email).first()).toEqual({ calendar_seq: 0, theme: "system" });
});

test("sessions of programs are listed with the others, and revoked", async () => {
	const ann = await newVisitor();
	const program = Object.assign(new Program(), { email: ann.email });
	await program.signIn();
	expect(await textOf(ann, "/settings")).toContain("A program, signed in");
	const id = String(await env.DB.prepare("select id from sign_ins").first("id"));
	const eve = await newVisitor();
	await eve.post("/settings", { intent: "revoke", session: id });
	expect((await program.get("/api/auth/me")).status).toBe(200);
	await ann.post("/settings", { intent: "revoke", session: id });
	expect((await program.get("/api/auth/me")).status).toBe(401);
	expect(await textOf(ann, "/settings")).not.toContain("A program, signed in");
});

describe("the archive", () => {
	test("has everything of the user, nothing of others, and nothing that signs anybody in", async () => {
		const ann = await newVisitor();
		await ann.post("/tasks", { intent: "add", text: "Ann's plan #home" });
		await ann.post("/tasks", { intent: "add", text: "Gone" });
		await ann.post("/tasks", { intent: "delete/2" });
		const bob = await newVisitor();
		await bob.post("/tasks", { intent: "add", text: "Bob's secret" });
		const answer = await ann.get("/settings/data.zip");
		expect(answer.headers.get("content-type")).toBe("application/zip");
		expect(answer.headers.get("content-disposition")).toMatch(/^attachment; filename="tend-/);
		const files = unzip(new Uint8Array(await answer.arrayBuffer()));
		expect(Object.keys(files)).toEqual([
			"README.txt",
			"account.json",
			"tasks.json",
			"task-events.json",
			"account-events.json",
			"notifications.json",
			"chats.json",
		]);
		const read = (name: string) => JSON.parse(files[name] ?? "");
		expect(read("account.json")).toMatchObject({ email: ann.email, sessions: [{}], tokens: [] });
		expect(read("tasks.json")).toMatchObject([{ id: 1, title: "Ann's plan", tags: ["home"] }]);
		expect(read("task-events.json").map(({ type }: { type: string }) => type)).toEqual([
			"task-created",
			"task-created",
			"task-deleted",
		]);
		expect(read("chats.json")).toEqual([]);
		const all = Object.values(files).join();
		expect(all).not.toMatch(/Bob|scrypt|"id":"[\da-f]{64}"/);
	});

	test("is whole where there is more than one part of something", async () => {
		const ann = await newVisitor();
		const userId = await env.DB.prepare("select id from users").first("id");
		await env.DB.prepare(
			`insert into tasks (user_id, id, title, description, status, priority, tags, reminders, created_at, updated_at, version)
			with recursive n(i) as (select 1 union all select i + 1 from n where i < 401)
			select ?, i, 'task ' || i, '', 'pending', 'low', '[]', '[]', 0, 0, 1 from n`,
		)
			.bind(userId)
			.run();
		const answer = await ann.get("/settings/data.zip");
		const files = unzip(new Uint8Array(await answer.arrayBuffer()));
		const tasks: { id: number }[] = JSON.parse(files["tasks.json"] ?? "");
		expect(tasks.map(({ id }) => id)).toEqual(Array.from({ length: 401 }, (_, i) => i + 1));
	});
});

/** The files of an archive that is stored without compression, by its central directory. */
function unzip(bytes: Uint8Array): Record<string, string> {
	const view = new DataView(bytes.buffer);
	const text = (from: number, length: number) =>
		new TextDecoder().decode(bytes.subarray(from, from + length));
	const files: Record<string, string> = {};
	const end = bytes.length - 22;
	expect(view.getUint32(end, true)).toBe(0x06054b50);
	let at = view.getUint32(end + 16, true);
	for (let left = view.getUint16(end + 10, true); left > 0; left -= 1) {
		expect(view.getUint32(at, true)).toBe(0x02014b50);
		const nameLength = view.getUint16(at + 28, true);
		const extraLength = view.getUint16(at + 30, true);
		const start = view.getUint32(at + 42, true);
		const headLength = 30 + view.getUint16(start + 26, true) + view.getUint16(start + 28, true);
		files[text(at + 46, nameLength)] = text(start + headLength, view.getUint32(at + 24, true));
		at += 46 + nameLength + extraLength;
	}
	return files;
}
