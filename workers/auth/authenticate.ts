import type { Context, MiddlewareHandler } from "hono";
import { TimeZoneChanged } from "#app/auth/sessions/session.server.ts";
import type { TokenScope } from "#app/auth/tokens/personal-token.server.ts";
import {
	AccountPendingDeletion,
	AppError,
	RateLimited,
	rootCause,
	SessionEnded,
} from "#app/core/errors.ts";
import { changeHeaders } from "#workers/http/answer-headers.ts";
import type { ApiEnv } from "#workers/http/api-env.ts";
import { type Arrival, arrivalOf, CHALLENGE } from "#workers/http/arrival.ts";
import { problemOf } from "#workers/http/problem.ts";
import { eventPublisher } from "#workers/platform/outbox.ts";
import { type Claim, readClaim } from "./callers.ts";
import { type Quota, quotaHeaders, takeFromQuota } from "./user-limits.ts";
import { rememberZone, zoneHint } from "./zone-hints.ts";

type ApiContext = Context<ApiEnv>;

const INVALID_TOKEN = `${CHALLENGE}, error="invalid_token"`;

/**
 * Finds out who is asking, and lets the handler begin on the credential's word: what it asks of D1
 * leaves together with the question whether the credential is good, and neither its results nor its
 * answer get out unless it is (docs/decisions/005-one-round-trip.md). Throws a 401 `AppError`, or
 * `RateLimited`.
 */
export const authenticate: MiddlewareHandler<ApiEnv> = async (c, next) => {
	const arrival = arrivalOf(c);
	const now = new Date();
	const claim = await claimOf(c, arrival, now);
	const { userId } = claim;
	const timeZone = arrival.timeZone ?? zoneHint(userId) ?? claim.timeZone;

	const proven = claim.confirm(timeZone);
	const confirmed = proven.then((user) => {
		if (user.deleteAfter && claim.means.kind !== "session") throw new AccountPendingDeletion();
		if (user.timeZone !== timeZone) throw new TimeZoneChanged(user.timeZone);
		return user;
	});
	// A quota is only charged to whom it belongs, so a forged token must not get that far.
	arrival.quota ??= claim.isGenuine
		? takeQuota(c, userId)
		: proven.then(() => takeQuota(c, userId));
	const { quota } = arrival;
	const gate = Promise.all([confirmed, quota]).then(([user]) => user);
	// A handler may fail before it looks; that is no unhandled rejection.
	gate.catch(() => {});

	c.set("userId", userId);
	c.set("caller", { ...claim, user: gate });
	c.set("scope", {
		db: c.get("connection").open(gate),
		userId,
		timeZone,
		now,
		actor: "api",
		requestId: c.get("requestId"),
		publishEvents: eventPublisher(c.env, c.executionCtx, c.get("requestId")),
	});
	await next();

	try {
		await gate;
	} catch (error) {
		// It may want to leave something to waitUntil.
		await proven.catch(() => {});
		if (error instanceof TimeZoneChanged && arrival.timeZone === null) {
			arrival.timeZone = error.timeZone;
			arrival.isMoved = true;
			rememberZone(userId, error.timeZone);
		}
		if (error instanceof SessionEnded) arrival.challenge = INVALID_TOKEN;
		// Else the handler has met it, too, and it has been told and logged.
		if (error instanceof AppError || !c.error) refuse(c, error);
	}
	await tellQuota(c, quota);
};

/** Lets callers with that scope on; for behind `authenticate`. Throws an `AppError` 403. */
export function requireScope(scope: TokenScope): MiddlewareHandler<ApiEnv> {
	return async (c, next) => {
		const { scopes, user } = c.get("caller");
		if (scopes && !scopes.includes(scope)) {
			// Whose token has ended hears that instead.
			await user;
			arrivalOf(c).challenge = `${CHALLENGE}, error="insufficient_scope", scope="${scope}"`;
			throw new AppError(`This token has no scope ${scope}.`, { status: 403, code: "forbidden" });
		}
		await next();
	};
}

/** Keeps personal tokens out: what they are for does not include the account. */
export const requireSignIn: MiddlewareHandler<ApiEnv> = async (c, next) => {
	const { means, user } = c.get("caller");
	if (means.kind === "personal-token") {
		await user;
		arrivalOf(c).challenge = `${CHALLENGE}, error="insufficient_scope"`;
		throw new AppError("Personal tokens cannot do this. Log in instead.", {
			status: 403,
			code: "forbidden",
		});
	}
	await next();
};

async function claimOf(c: ApiContext, arrival: Arrival, now: Date): Promise<Claim> {
	try {
		const claim = await readClaim(c, now);
		if (claim) return claim;
	} catch (error) {
		if (error instanceof SessionEnded) arrival.challenge = INVALID_TOKEN;
		throw error;
	}
	throw new AppError("Send an access token or a personal token as a Bearer token.", {
		status: 401,
		code: "unauthorized",
	});
}

function refuse(c: ApiContext, error: unknown) {
	// Hono would keep headers of an answer that is replaced.
	c.res = undefined;
	c.res = problemOf(error as Error, c);
}

/** Throws `RateLimited`; null where nothing limits. */
async function takeQuota(c: ApiContext, userId: string): Promise<Quota | null> {
	const limit = c.get("settings").API_RATE_LIMIT;
	if (limit === 0) return null;
	try {
		return await takeFromQuota(c.env.RATE_LIMITER, userId, limit);
	} catch (error) {
		if (error instanceof RateLimited) throw error;
		// Objects restart with each deployment. Nobody should be turned away for that.
		const requestId = c.get("requestId");
		console.warn(
			JSON.stringify({ level: "warn", requestId, message: `No quota: ${rootCause(error)}` }),
		);
		return null;
	}
}

async function tellQuota(c: ApiContext, taken: Promise<Quota | null>) {
	const limit = c.get("settings").API_RATE_LIMIT;
	try {
		const quota = await taken;
		if (quota) setHeaders(c, quotaHeaders(limit, quota));
	} catch (error) {
		if (!(error instanceof RateLimited)) return;
		setHeaders(c, quotaHeaders(limit, { remaining: 0, resetSeconds: error.retryAfterSeconds }));
	}
}

function setHeaders(c: ApiContext, headers: Record<string, string>) {
	changeHeaders(c, (answered) => {
		for (const [name, value] of Object.entries(headers)) answered.set(name, value);
	});
}
