import { env } from "cloudflare:workers";
import { v7 } from "uuid";
import type { Scope } from "#app/core/scope.server.ts";
import { insertUser } from "#db/accounts/accounts.server.ts";
import { Connection } from "#db/client.server.ts";
import { MINUTE_MS } from "#domain/time/durations.ts";

/** Friday 20 November 2026, 10:00 in New York. */
export const NOW = new Date("2026-11-20T15:00:00Z");
export const TIME_ZONE = "America/New_York";

/** A user who lives in New York, as the scope of their commands. */
export async function newScope(
	overrides: Partial<Scope> = {},
	{ isEmailConfirmed = true } = {},
): Promise<Scope> {
	const userId = crypto.randomUUID();
	const scope: Scope = {
		db: new Connection(env.DB).open(),
		userId,
		timeZone: TIME_ZONE,
		now: NOW,
		actor: "web",
		taskLimit: 0,
		requestId: "test-request",
		publishEvents: () => {},
		...overrides,
	};
	await insertUser(scope.db, {
		id: userId,
		email: `${userId}@example.com`,
		name: "Ann",
		emailConfirmedAt: isEmailConfirmed ? scope.now : null,
		passwordHash: "-",
		timeZone: scope.timeZone,
		createdAt: scope.now,
	});
	return scope;
}

/** An unread reminder of the user's first task; answers its id. */
export async function addNotification(
	userId: string,
	{ title = "Call Ann", taskId = 1, createdAt = NOW } = {},
): Promise<string> {
	const id = v7({ msecs: createdAt.getTime() });
	await env.DB.prepare(
		`insert into notifications
			(id, user_id, key, type, task_id, title, body, scheduled_for, created_at)
		values (?, ?, ?, 'reminder-due', ?, ?, 'Due at 09:00', ?, ?)`,
	)
		.bind(id, userId, `test:${id}`, taskId, title, createdAt.getTime(), createdAt.getTime())
		.run();
	return id;
}

export function later(scope: Scope, minutes: number): Scope {
	return { ...scope, now: new Date(scope.now.getTime() + minutes * MINUTE_MS) };
}
