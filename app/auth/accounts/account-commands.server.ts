import { planConfirmation } from "#app/auth/confirmation/confirmation-commands.server.ts";
import { newAccountEvent, recordAccountEvent } from "#app/auth/events/account-events.server.ts";
import { hashPassword, isOutdated, verifyPassword } from "#app/auth/passwords/password.server.ts";
import type { ClientLimit } from "#app/auth/sessions/client-limit.server.ts";
import type { PasswordGuard } from "#app/auth/sessions/password-guard.server.ts";
import {
	type SessionClaims,
	type Sessions,
	sessionIdOf,
} from "#app/auth/sessions/session.server.ts";
import { Conflict, Invalid, RateLimited } from "#app/core/errors.ts";
import type { PublishEvents } from "#app/core/scope.server.ts";
import {
	deleteOtherSessionsOf,
	deleteSessionOf,
	findUserByEmail,
	insertUser,
	updateUser,
} from "#db/accounts/accounts.server.ts";
import {
	deletePersonalTokensOf,
	deleteSignIn,
	deleteSignInsOf,
} from "#db/accounts/tokens.server.ts";
import { movePushSubscriptions } from "#db/channels/push-subscriptions.server.ts";
import { deleteWebhooksOf } from "#db/channels/webhooks.server.ts";
import { type Db, type Statement, transact } from "#db/client.server.ts";
import { shiftRemindersSince } from "#db/tasks/reminders.server.ts";
import { turnOffCalendar } from "#db/transfer/transfer.server.ts";
import type { Actor } from "#domain/event/event-types.ts";
import type { AvailableChannels } from "#domain/notification/channels.ts";
import { nowIn } from "#domain/time/zoned-time.ts";
import type { Theme } from "#domain/user/theme.ts";
import type { HourCycle } from "#domain/user/user.ts";
import type { OwnAccountScope } from "./own-account.server.ts";

/** What commands on accounts run with while there is no signed-in user. */
export type AccountScope = {
	db: Db;
	/**
	 * A connection of its own, for `afterwards`: its trips are not among those that the answer tells, so
	 * that they tell nobody whether there is an account.
	 */
	openBackgroundDb: (userId: string) => Db;
	sessions: Sessions;
	actor: Actor;
	now: Date;
	requestId: string;
	/** Of the request, at most 400 characters: names the session in the settings. */
	userAgent: string;
	publishEvents: PublishEvents;
	/** Counts attempts at passwords. */
	guard: PasswordGuard;
	/** Counts the accounts that this client makes. */
	signUpLimit: ClientLimit;
	/** Whether this server sends mail, and what sends it. */
	channels: Pick<AvailableChannels, "hasMail" | "send">;
	/** AUTH_SECRET. */
	secret: string;
	/** Keeps the worker alive for work that the response does not wait for. */
	afterwards: (work: Promise<unknown>) => void;
};

export type NewAccount = { email: string; password: string; name: string; timeZone: string };

/**
 * Creates an account and starts a session of its owner. `timeZone` is an IANA name.
 * Throws `Conflict` when the address has one, `Invalid` when the password is too easy to guess, and
 * `RateLimited`.
 */
export async function signUp(scope: AccountScope, account: NewAccount): Promise<SessionClaims> {
	let claims: SessionClaims | undefined;
	await createAccount(scope, account, async (user) => {
		claims = await scope.sessions.start(user, scope.userAgent);
		return scope.sessions.takeWrites();
	});
	return claims as SessionClaims;
}

type NewUser = { id: string; timeZone: string };

/**
 * Creates an account, in one transaction with the statements of `alongWith`, which gets the new user; and
 * mails them a link that confirms their address. Throws as `signUp` does.
 */
export async function createAccount(
	scope: AccountScope,
	account: NewAccount,
	alongWith: (user: NewUser) => Promise<Statement[]> = async () => [],
): Promise<NewUser> {
	await checkPassword(account.password, account.email);
	// Counted before the address is looked up: the answer tells whether somebody has it.
	await scope.signUpLimit.take();
	if (await findUserByEmail(scope.db, account.email)) throw addressTaken();
	const { password, ...profile } = account;
	const user = {
		...profile,
		id: crypto.randomUUID(),
		passwordHash: await unlessBusy(scope.signUpLimit, () => hashPassword(password)),
		createdAt: scope.now,
	};
	const others = await alongWith(user);
	const { db, now, secret, channels } = scope;
	const confirmation = channels.hasMail
		? planConfirmation(db, { userId: user.id, email: user.email, now, secret })
		: null;
	try {
		await recordAccountEvent(scope, user.id, "signed-up", [
			insertUser(db, user),
			...others,
			...(confirmation?.statements ?? []),
		]);
	} catch (error) {
		// Two sign-ups at the same moment: the index decides which was first.
		if (await findUserByEmail(scope.db, account.email)) throw addressTaken();
		throw error;
	}
	if (confirmation) channels.send(user.id, [confirmation.id]);
	return user;
}

/** An attempt to sign in by password. */
export type SignInAttempt = { email: string; password: string };

export const WRONG_PASSWORD = "That address and password do not belong together.";

/**
 * Signs in under a new session id and ends the `previous` session of the same browser. Signing in
 * cancels the deletion of the account; `isKept` says whether one was scheduled.
 * Throws `RateLimited`, or `Invalid` with one sentence for an unknown address and a wrong password.
 */
export async function signIn(
	scope: AccountScope,
	{ previous, ...attempt }: SignInAttempt & { previous: SessionClaims | null },
): Promise<{ claims: SessionClaims; isKept: boolean }> {
	const verified = await verifyCredentials(scope, attempt);
	if (!verified) throw new Invalid([{ path: "", message: WRONG_PASSWORD }]);
	const isKept = verified.user.deleteAfter !== null;
	if (isKept) verified.writes.push(updateUser(scope.db, verified.user.id, { deleteAfter: null }));
	const claims = await scope.sessions.start(verified.user, scope.userAgent);
	const { user, writes } = verified;
	writes.push(...scope.sessions.takeWrites());
	if (previous) {
		// The same browser: what it gets by push goes on, unless somebody else has signed in.
		const sessions = { from: sessionIdOf(previous), to: sessionIdOf(claims) };
		writes.push(movePushSubscriptions(scope.db, user.id, sessions));
		await scope.sessions.end(previous);
		writes.push(...scope.sessions.takeWrites());
	}
	await recordAccountEvent(scope, user.id, "signed-in", writes);
	return { claims, isKept };
}

/**
 * The user of that address and password, with the statements to write when they sign in (a hash with
 * today's parameters); or null, after the same time and with the same trips for an unknown address and a
 * wrong password (OWASP Authentication Cheat Sheet). Throws `RateLimited`.
 */
export async function verifyCredentials(scope: AccountScope, { email, password }: SignInAttempt) {
	const attempt = await scope.guard.admitSignIn(email);
	const user = await findUserByEmail(scope.db, email);
	const isRight = await unlessBusy(attempt, () =>
		verifyPassword(user?.passwordHash ?? null, password),
	);
	if (!isRight || !user) {
		await attempt.fail();
		if (user) recordFailedSignIn(scope, user.id);
		return null;
	}
	await attempt.forgive();
	const writes: Statement[] = [];
	if (isOutdated(user.passwordHash)) {
		writes.push(updateUser(scope.db, user.id, { passwordHash: await hashPassword(password) }));
	}
	return { user, writes };
}

/** The answer does not wait for it, as there is nothing to wait for at an unknown address. */
function recordFailedSignIn(scope: AccountScope, userId: string) {
	const background = { ...scope, db: scope.openBackgroundDb(userId) };
	scope.afterwards(recordAccountEvent(background, userId, "sign-in-failed"));
}

/** Runs `hash`, and takes the count of an attempt back when this server is too busy for it. */
async function unlessBusy<Result>(
	attempt: { forgive: () => Promise<void> },
	hash: () => Promise<Result>,
): Promise<Result> {
	try {
		return await hash();
	} catch (error) {
		if (error instanceof RateLimited) await attempt.forgive();
		throw error;
	}
}

/** Ends the session that `claims` names; does nothing when it has ended before. */
export async function signOut(scope: AccountScope, claims: SessionClaims): Promise<void> {
	await scope.sessions.end(claims);
	await transact(scope.db, scope.sessions.takeWrites());
	// Not in the same transaction: the account itself may be gone.
	const background = { ...scope, db: scope.openBackgroundDb(claims.userId) };
	scope.afterwards(recordAccountEvent(background, claims.userId, "signed-out").catch(() => {}));
}

export type ProfileChanges = {
	name?: string;
	/** IANA name. */
	timeZone?: string;
	theme?: Theme;
	/** ISO weekday. */
	weekStart?: number;
	hourCycle?: HourCycle;
};

/**
 * Changes the fields of the profile that are given, and publishes that, so that open tabs and reminders
 * follow. In a new time zone reminders keep their wall-clock times, and none is lost.
 */
export async function changeProfile(
	scope: Pick<OwnAccountScope, "db" | "userId" | "timeZone" | "now" | "publishEvents">,
	changes: ProfileChanges,
) {
	const { db, userId, timeZone, now } = scope;
	// The wall clocks of both zones as if they were UTC: their difference is how far the new one is ahead.
	const offset = (zone: string) => Date.parse(`${nowIn(zone, now)}Z`);
	const ahead = changes.timeZone ? offset(changes.timeZone) - offset(timeZone) : 0;
	await transact(db, [
		updateUser(db, userId, changes),
		...(ahead === 0 ? [] : [shiftRemindersSince(db, userId, -ahead)]),
	]);
	scope.publishEvents(userId, []);
}

/** What goes on to work without the password, and may have been made by somebody who knew it. */
type OtherAccess = { tokens: boolean; webhooks: boolean; calendar: boolean };

export type PasswordChange = { currentPassword: string; newPassword: string; end: OtherAccess };

/**
 * Changes the password and ends all other sessions, those of programs included, and what `end` names.
 * Throws `Invalid` when the current password is wrong or the new one too easy to guess, and `RateLimited`.
 */
export async function changePassword(
	scope: OwnAccountScope,
	{ currentPassword, newPassword, end }: PasswordChange,
): Promise<void> {
	await checkPassword(newPassword, scope.email, "newPassword");
	await confirmPassword(scope, currentPassword, "currentPassword");
	const { db, userId } = scope;
	const revoked = newAccountEvent(scope, userId, "token-revoked");
	await recordAccountEvent(scope, userId, "password-changed", [
		updateUser(db, userId, { passwordHash: await hashPassword(newPassword) }),
		deleteOtherSessionsOf(db, userId, scope.sessionId),
		deleteSignInsOf(db, userId),
		...(end.webhooks ? deleteWebhooksOf(db, userId) : []),
		...(end.calendar ? [turnOffCalendar(db, userId)] : []),
		...(end.tokens ? [deletePersonalTokensOf(db, userId), revoked.statement] : []),
	]);
	if (end.tokens) scope.publishEvents(userId, [revoked.id]);
}

/**
 * Ends one of the user's sessions by its hashed id, or a program's sign-in by its id; does nothing when
 * there is none.
 */
export async function revokeSession(scope: OwnAccountScope, id: string): Promise<void> {
	const { db, userId } = scope;
	await transact(db, [deleteSessionOf(db, userId, id), deleteSignIn(db, userId, id)]);
	scope.publishEvents(userId, []);
}

/** Ends all of the user's sessions but the one at hand, those of programs included. */
export async function revokeOtherSessions(scope: OwnAccountScope): Promise<void> {
	await transact(scope.db, [
		deleteOtherSessionsOf(scope.db, scope.userId, scope.sessionId),
		deleteSignInsOf(scope.db, scope.userId),
	]);
	scope.publishEvents(scope.userId, []);
}

/**
 * Throws `Invalid`, with an error at the field `path`, when this is not the user's password, and
 * `RateLimited` after too many tries.
 */
export async function confirmPassword(scope: OwnAccountScope, password: string, path: string) {
	const attempt = await scope.passwordAttempts.admitOwner(scope.email);
	const isRight = await unlessBusy(attempt, () => verifyPassword(scope.passwordHash, password));
	if (isRight) await attempt.forgive();
	else {
		await attempt.fail();
		throw new Invalid([{ path, message: "This is not your current password." }]);
	}
}

async function checkPassword(password: string, email: string, path = "password") {
	const { isCommonPassword } = await import("#app/auth/passwords/common-passwords.server.ts");
	if (isCommonPassword(password)) {
		throw new Invalid([
			{ path, message: "This is one of the most common passwords. Choose another." },
		]);
	}
	if (password.toLowerCase() === email.toLowerCase()) {
		throw new Invalid([
			{ path, message: "Your address is easy to guess. Choose another password." },
		]);
	}
}

function addressTaken() {
	return new Conflict("There is an account with this address already. Sign in instead.");
}
