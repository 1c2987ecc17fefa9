import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { planConfirmation } from "#app/auth/confirmation/confirmation-commands.server.ts";
import { confirmationToken } from "#app/auth/confirmation/confirmation-token.server.ts";
import { transact } from "#db/client.server.ts";
import { DAY_MS } from "#domain/time/durations.ts";
import { newScope } from "#tests/factories.ts";
import { SECRET } from "#tests/secret.ts";
import { newVisitor, Visitor } from "#tests/visitor.ts";
import { runScheduled } from "#tests/worker.ts";

/** A user whose address is not confirmed, and the path of a link that was made then. */
async function newLink({ now = new Date() } = {}) {
	const scope = await newScope({ now }, { isEmailConfirmed: false });
	const email = `${scope.userId}@example.com`;
	const { userId, db } = scope;
	const { id, statements } = planConfirmation(db, { userId, email, now, secret: SECRET });
	await transact(db, statements);
	return { userId, email, token: confirmationToken(id, SECRET) };
}

function confirmedAt(userId: string) {
	return env.DB.prepare("select email_confirmed_at from users where id = ?")
		.bind(userId)
		.first("email_confirmed_at");
}

test("a link confirms the address, once, and the audit trail says so", async () => {
	const { userId, email, token } = await newLink();
	const visitor = new Visitor();
	const page = await visitor.get(`/verify/${token}`);
	expect(page.headers.get("server-timing")).toContain('"1 trip"');
	expect(await page.text()).toContain(email);
	expect(await confirmedAt(userId)).toBeNull();
	const done = await visitor.submit(`/verify/${token}`, {});
	expect(await done.text()).toContain("Your address is confirmed");
	expect(await confirmedAt(userId)).not.toBeNull();
	const { results } = await env.DB.prepare("select type from events").all();
	expect(results).toEqual([{ type: "address-confirmed" }]);
	const again = await visitor.submit(`/verify/${token}`, {});
	expect(again.status).toBe(404);
	expect(await again.text()).toContain("This link does not work any more");
});

test("a link is good for a day, for the address that it was sent to, and for no other token", async () => {
	const old = await newLink({ now: new Date(Date.now() - DAY_MS - 1000) });
	const moved = await newLink();
	await env.DB.prepare("update users set email = 'new@example.com' where id = ?")
		.bind(moved.userId)
		.run();
	const visitor = new Visitor();
	await visitor.post(`/verify/${old.token}`, {});
	await visitor.post(`/verify/${moved.token}`, {});
	await visitor.post(`/verify/${moved.token.slice(0, -1)}x`, {});
	for (const { userId } of [old, moved]) expect(await confirmedAt(userId)).toBeNull();
});

test("the database has no token, and forgets those that have expired", async () => {
	const { token } = await newLink({ now: new Date(Date.now() - 2 * DAY_MS) });
	const dump = async () => {
		const tables = ["address_confirmations", "deliveries", "users", "events"];
		const all = tables.map((table) => env.DB.prepare(`select * from ${table}`).all());
		return JSON.stringify((await Promise.all(all)).map(({ results }) => results));
	};
	expect(await dump()).toContain("confirm-address");
	expect(await dump()).not.toContain(token);
	await runScheduled("23 3 * * *");
	const count = env.DB.prepare("select count(*) as n from address_confirmations");
	expect(await count.first("n")).toBe(0);
});

test("without a mail server nothing is asked for, and the settings say that nothing needs it", async () => {
	const ann = await newVisitor();
	const settings = await (await ann.get("/settings")).text();
	expect(settings).toContain("e-mail isn&#x27;t set up on this server. Nothing else needs it.");
	expect(settings).not.toContain("Send again");
	expect((await ann.post("/settings", { intent: "confirm-address" })).status).toBe(409);
	await new Visitor().signUp();
	const count = env.DB.prepare("select count(*) as n from deliveries");
	expect(await count.first("n")).toBe(0);
});
