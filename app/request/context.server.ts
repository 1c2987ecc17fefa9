import { createContext } from "react-router";
import type { AccountScope } from "#app/auth/accounts/account-commands.server.ts";
import type { ClientLimit } from "#app/auth/sessions/client-limit.server.ts";
import type { KnownDevices } from "#app/auth/sessions/known-devices.server.ts";
import type { Session, SessionClaims, TimeZoneChanged } from "#app/auth/sessions/session.server.ts";
import type { AppError } from "#app/core/errors.ts";
import type { PublishEvents, Scope } from "#app/core/scope.server.ts";
import type { SettingsScope } from "#app/settings-kit/settings-intent.server.ts";
import type { Db } from "#db/client.server.ts";
import type { Chats } from "#domain/chat/chats.ts";
import type { AvailableChannels } from "#domain/notification/channels.ts";
import type { Clock } from "#domain/time/format-due-date.ts";
import { nowIn } from "#domain/time/zoned-time.ts";

/*
 * What a request brings along, typed. Neither has a default: a route that reads what nobody has put
 * there fails instead of going on without it.
 */

/** Filled by workers/entries/pages.ts for every request. */
export type RequestContext = {
	/** Whom the cookie names, unproven; null for a stranger. */
	sessionClaims: SessionClaims | null;
	/** The page was made for a time zone that the user has left: it has to be made again. */
	movedTo: TimeZoneChanged | null;
	/** Why this request must not be acted on, to be told on an error page. */
	refusal: AppError | null;
	/** For what needs no signed-in user; its statements wait for nobody. */
	account: AccountScope;
	/**
	 * Counts this request, once, or `cost` further ones, against what the user may send in 15 minutes.
	 * Rejects with `RateLimited`.
	 */
	chargeQuota: (userId: string, cost?: number) => Promise<unknown>;
	/** Drizzle whose results wait for the gate: see db/client.server.ts. */
	openDb: (gate: Promise<unknown>) => Db;
	/** Made for this response's Content-Security-Policy. */
	nonce: string;
	/** AUTH_SECRET. */
	secret: string;
	/** Where this Tend is for others: `https://tend.example.com`. */
	origin: string;
	/** What this server can do about notifications. */
	channels: AvailableChannels;
	/** IANA name for where the request came from, as far as the edge can tell. */
	edgeTimeZone: string | null;
	publishEvents: PublishEvents;
	/** How many tasks a user may have; 0 is no limit. */
	taskLimit: number;
	/** The chats of that user: see `requestChats`. */
	openChats: (user: { userId: string; timeZone: string }) => Chats;
	/** The accounts that somebody has signed in to in this browser before. */
	devices: KnownDevices;
	draftLimit: ClientLimit;
	/** The matched route's pattern, for the log. */
	route: string | null;
};

export const requestContext = createContext<RequestContext>();

/** Filled by the requireUser middleware. */
export type AuthenticatedContext = {
	/** Resolves once D1 has confirmed the session; rejects with `SessionEnded` or `TimeZoneChanged`. */
	session: Promise<Session>;
	userId: string;
	timeZone: string;
	/** Its answers come only with a confirmed session. */
	db: Db;
};

export const authenticatedContext = createContext<AuthenticatedContext>();

type Context = { get<T>(context: ReturnType<typeof createContext<T>>): T };

/** The scope that task commands and statements of this request run in. */
export function requestScope(context: Readonly<Context>): Scope {
	const { account, publishEvents, taskLimit } = context.get(requestContext);
	const { db, userId, timeZone } = context.get(authenticatedContext);
	const { now, actor, requestId } = account;
	return { db, userId, timeZone, now, actor, requestId, taskLimit, publishEvents };
}

/** How the user's clock stands, for what pages say of times. Asks D1 nothing of its own. */
export async function userClock(context: Readonly<Context>): Promise<Clock> {
	const { session, timeZone } = context.get(authenticatedContext);
	const { user } = await session;
	const { now } = context.get(requestContext).account;
	return { now: nowIn(timeZone, now), hour12: user.hourCycle === "h12" };
}

/**
 * The signed-in user's chats. They are in no database whose answers wait for a gate, so this waits
 * until D1 has confirmed the session.
 */
export async function requestChats(context: Readonly<Context>): Promise<Chats> {
	const { openChats } = context.get(requestContext);
	const { session, userId, timeZone } = context.get(authenticatedContext);
	await session;
	return openChats({ userId, timeZone });
}

/** The scope that sections of the settings are loaded and changed in. */
export function settingsScope(context: Readonly<Context>): SettingsScope {
	const { secret, origin, channels, account } = context.get(requestContext);
	const { session } = context.get(authenticatedContext);
	const clock = userClock(context);
	// Not every section of the settings shows a time.
	clock.catch(() => {});
	const passwordAttempts = account.guard;
	return { ...requestScope(context), session, clock, secret, origin, channels, passwordAttempts };
}
