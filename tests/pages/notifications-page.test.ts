import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { setClock } from "#tests/clock.ts";
import { newVisitor } from "#tests/visitor.ts";

/** Somebody with 60 reminders that have rung, at 10:00 in New York. */
async function newReminded() {
	setClock("2026-11-20T15:00:00Z");
	const ann = await newVisitor();
	await ann.post("/tasks", { intent: "add", text: "Pay rent tomorrow" });
	await env.DB.prepare(
		`insert into notifications
			(id, user_id, key, type, task_id, title, body, scheduled_for, late, created_at)
			select printf('0190c000-0000-7000-8000-%012d', value), users.id, value, 'reminder-due', 1,
				'Pay rent ' || value, '', 0, 0, 0
			from users, json_each(?)`,
	)
		.bind(JSON.stringify(Array.from({ length: 60 }, (_, i) => i)))
		.run();
	return ann;
}

const idOf = (number: number) => `0190c000-0000-7000-8000-${String(number).padStart(12, "0")}`;

test("a reminder is put off by a plain form, for each of the three", async () => {
	const ann = await newReminded();
	const until = async (how: string) => {
		const page = await ann.submit("/notifications", { intent: `${how}/${idOf(7)}` });
		expect(await page.text()).toContain("Pay rent 7");
		const at = await env.DB.prepare("select snoozed_until as at from notifications where id = ?")
			.bind(idOf(7))
			.first<number>("at");
		return new Date(at ?? 0).toISOString();
	};
	expect(await until("10-minutes")).toBe("2026-11-20T15:10:00.000Z");
	expect(await until("1-hour")).toBe("2026-11-20T16:00:00.000Z");
	expect(await until("tomorrow")).toBe("2026-11-21T14:00:00.000Z");
});

test("what is done on the second page leads back to it", async () => {
	const ann = await newReminded();
	const html = await (await ann.get("/notifications?page=2")).text();
	expect(html).toContain("Page <!-- -->2<!-- --> of <!-- -->2");
	expect(html).toContain('action="/notifications?page=2"');
	const done = await ann.post("/notifications?page=2", { intent: `read/${idOf(7)}` });
	expect(done.headers.get("location")).toBe("/notifications?page=2");
	const all = await ann.post("/notifications", { intent: "read-all" });
	expect(all.headers.get("location")).toBe("/notifications");
});

test("a page that cannot be is the first one", async () => {
	const ann = await newReminded();
	for (const page of ["0", "x", "1e308", "99999999999999999999"]) {
		const answer = await ann.get(`/notifications?page=${page}`);
		expect(answer.status, page).toBe(200);
		expect(await answer.text()).toContain("Page <!-- -->1<!-- --> of <!-- -->2");
	}
});
