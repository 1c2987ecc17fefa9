import type { Context, MiddlewareHandler, Next } from "hono";
import { TimeZoneChanged } from "#app/auth/sessions/session.server.ts";
import { AccountPendingDeletion, AppError, SessionEnded } from "#app/core/errors.ts";
import { isGranted, type TokenScope } from "#domain/user/token-scope.ts";
import { changeHeaders } from "#workers/http/answer-headers.ts";
import { CHALLENGE } from "#workers/http/credential-headers.ts";
import { handleWithReplay } from "#workers/http/replay.ts";
import { eventPublisher } from "#workers/platform/outbox.ts";
import type { ApiEnv, Credentials } from "./api-env.ts";
import { readCredentials } from "./credentials.ts";
import { chargeQuota, type Quota, quotaHeaders } from "./user-limits.ts";
import { rememberZone, zoneHint } from "./zone-hints.ts";

type ApiContext = Context<ApiEnv>;

const INVALID_TOKEN = `${CHALLENGE}, error="invalid_token"`;

/**
 * Finds out who is asking, and lets the handler begin on the credential's word: what it asks of D1
 * leaves together with the question whether the credential is good, and neither its results nor its
 * answer get out unless it is (docs/decisions/005-one-round-trip.md). The handler has to be wrapped by
 * `withReplay`. Throws a 401 `AppError`, or `RateLimited`.
 */
export const authenticate: MiddlewareHandler<ApiEnv> = async (c, next) => {
	const now = new Date();
	const credentials = await requireCredentials(c, now);
	const { userId } = credentials;
	let quota: Promise<Quota | null> | null = null;

	/** Returns a promise that settles when D1 has said whether the credentials are good. */
	function start(timeZone: string): Promise<unknown> {
		const proven = credentials.confirm(timeZone);
		const inZone = proven.then((user) => {
			if (user.deleteAfter && credentials.method.kind !== "session")
				throw new AccountPendingDeletion();
			if (user.timeZone !== timeZone) throw new TimeZoneChanged(user.timeZone);
			return user;
		});
		// A quota is only charged to whom it belongs, so a forged token must not get that far. It is
		// charged once, however often the request is answered.
		quota ??= credentials.isGenuine
			? chargeQuota(c, userId)
			: proven.then(() => chargeQuota(c, userId));
		const user = Promise.all([inZone, quota]).then(([user]) => user);
		const confirmed = user.catch((error) => {
			if (!(error instanceof TimeZoneChanged)) throw error;
		});
		// A handler may fail before it looks; that is no unhandled rejection.
		confirmed.catch(() => {});
		c.set("userId", userId);
		c.set("caller", { ...credentials, user, confirmed, restart });
		c.set("scope", {
			db: c.get("connection").open(user),
			userId,
			timeZone,
			now,
			actor: "api",
			taskLimit: c.get("settings").MAX_TASKS_PER_USER,
			requestId: c.get("requestId"),
			publishEvents: eventPublisher(c.env, c.executionCtx, c.get("clientRequestId")),
		});
		return Promise.allSettled([proven, quota]);
	}

	let settled = start(zoneHint(userId) ?? credentials.timeZone);
	function restart(timeZone: string) {
		rememberZone(userId, timeZone);
		settled = start(timeZone);
	}
	await next();

	// It may want to leave something to waitUntil.
	await settled;
	await tellQuota(c, quota);
	try {
		// Whoever answered has waited for this; if not, nothing gets out all the same.
		await c.get("caller").confirmed;
	} catch (error) {
		if (error instanceof SessionEnded) c.set("challenge", INVALID_TOKEN);
		if (!c.error) throw error;
	}
};

/**
 * A handler behind `authenticate`: its answer is given once D1 has confirmed the credentials, and worked
 * out again when their user has moved to another time zone. Where nobody has to be known it changes
 * nothing.
 */
export function withReplay<C extends ApiContext, Answer>(
	handle: (c: C, next: Next) => Answer | Promise<Answer>,
): (c: C, next: Next) => Promise<Answer> {
	return async (c, next) => {
		const caller: ApiEnv["Variables"]["caller"] | undefined = c.get("caller");
		if (!caller) return handle(c, next);
		return handleWithReplay(async (timeZone) => {
			if (timeZone !== null) caller.restart(timeZone);
			const [answer] = await Promise.allSettled([(async () => handle(c, next))()]);
			await c.get("caller").user;
			if (answer.status === "rejected") throw answer.reason;
			return answer.value;
		});
	};
}

/** Lets callers with that scope on; for behind `authenticate`. Throws an `AppError` 403. */
export function requireScope(scope: TokenScope): MiddlewareHandler<ApiEnv> {
	return async (c, next) => {
		const { scopes, confirmed } = c.get("caller");
		if (!isGranted(scopes, scope)) {
			// A token that has ended is reported first: 401 instead of this error.
			await confirmed;
			c.set("challenge", `${CHALLENGE}, error="insufficient_scope", scope="${scope}"`);
			throw new AppError(`This token has no scope ${scope}.`, { status: 403, code: "forbidden" });
		}
		await next();
	};
}

/** Keeps personal tokens out: what they are for does not include the account. */
export const requireSignIn: MiddlewareHandler<ApiEnv> = async (c, next) => {
	const { method, confirmed } = c.get("caller");
	if (method.kind === "personal-token") {
		await confirmed;
		c.set("challenge", `${CHALLENGE}, error="insufficient_scope"`);
		throw new AppError("Personal tokens cannot do this. Log in instead.", {
			status: 403,
			code: "forbidden",
		});
	}
	await next();
};

async function requireCredentials(c: ApiContext, now: Date): Promise<Credentials> {
	try {
		const credentials = await readCredentials(c, now);
		if (credentials) return credentials;
	} catch (error) {
		if (error instanceof SessionEnded) c.set("challenge", INVALID_TOKEN);
		throw error;
	}
	throw new AppError("Send an access token or a personal token as a Bearer token.", {
		status: 401,
		code: "unauthorized",
	});
}

async function tellQuota(c: ApiContext, charged: Promise<Quota | null> | null) {
	if (!charged) return;
	const told = Object.entries(await quotaHeaders(c, charged));
	changeHeaders(c, (headers) => {
		for (const [name, value] of told) headers.set(name, value);
	});
}
