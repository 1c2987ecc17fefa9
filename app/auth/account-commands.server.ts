import { Conflict, Invalid } from "#app/errors.ts";
import { newId } from "#app/id.server.ts";
import type { AccountEventType, Actor } from "#app/tasks/event.ts";
import {
	deleteOtherSessionsOf,
	deleteSessionOf,
	deleteUser,
	findPasswordHash,
	findUserByEmail,
	insertAccountEvent,
	insertUser,
	updateUser,
} from "#db/accounts.server.ts";
import { type Db, type Statement, transact } from "#db/client.server.ts";
import { deleteSignInsOf } from "#db/tokens.server.ts";
import type { ClientLimit } from "./client-limit.server.ts";
import { hashPassword, isOutdated, verifyPassword } from "./password.server.ts";
import type { Credential, Sessions } from "./session.server.ts";
import type { Theme } from "./theme.ts";

/** What commands on accounts run with; there may be no signed-in user yet. */
export type AccountScope = {
	db: Db;
	sessions: Sessions;
	actor: Actor;
	now: Date;
	requestId: string;
	userAgent: string;
	/** Runs after the answer has gone out. */
	afterwards: (work: Promise<unknown>) => void;
};

export type NewAccount = { email: string; password: string; name: string; timeZone: string };

/**
 * Makes an account and signs its owner in. `timeZone` is an IANA name.
 * Throws `Conflict` when the address has one, `Invalid` when the password is too easy to guess.
 */
export async function signUp(scope: AccountScope, account: NewAccount): Promise<Credential> {
	let credential: Credential | undefined;
	await createAccount(scope, account, async (user) => {
		credential = await scope.sessions.start(user, scope.userAgent);
		return scope.sessions.takeWrites();
	});
	return credential as Credential;
}

type Newcomer = { id: string; timeZone: string };

/** Makes an account, in one transaction with what goes along with it. Throws as `signUp` does. */
export async function createAccount(
	scope: AccountScope,
	account: NewAccount,
	alongWith: (user: Newcomer) => Promise<Statement[]> = async () => [],
): Promise<Newcomer> {
	await checkPassword(account.password, account.email);
	if (await findUserByEmail(scope.db, account.email)) throw addressTaken();
	const { password, ...profile } = account;
	const user = {
		...profile,
		id: crypto.randomUUID(),
		passwordHash: await hashPassword(password),
		createdAt: scope.now,
	};
	const others = await alongWith(user);
	try {
		await transact(scope.db, [
			insertUser(scope.db, user),
			...others,
			accountEvent(scope, user.id, "signed-up"),
		]);
	} catch (error) {
		// Two sign-ups at the same moment: the index decides which was first.
		if (await findUserByEmail(scope.db, account.email)) throw addressTaken();
		throw error;
	}
	return user;
}

export type SignIn = { email: string; password: string; limit: ClientLimit };

export const WRONG_PASSWORD = "That address and password do not belong together.";

/**
 * Signs in under a new session id and ends the `previous` session of the same browser.
 * Throws `RateLimited`, or `Invalid` with one sentence for an unknown address and a wrong password.
 */
export async function signIn(
	scope: AccountScope,
	{ previous, ...given }: SignIn & { previous: Credential | null },
): Promise<Credential> {
	const proven = await provePassword(scope, given);
	if (!proven) throw new Invalid([{ path: "", message: WRONG_PASSWORD }]);
	if (previous) await scope.sessions.end(previous);
	const credential = await scope.sessions.start(proven.user, scope.userAgent);
	await transact(scope.db, [...proven.writes, ...scope.sessions.takeWrites()]);
	await given.limit.forgive();
	return credential;
}

/**
 * The user whose address and password these are, with what is to be written once they are in; null
 * otherwise, after the same time for an unknown address and a wrong password (OWASP Authentication
 * Cheat Sheet). Throws `RateLimited`.
 */
export async function provePassword(scope: AccountScope, { email, password, limit }: SignIn) {
	await limit.take();
	const user = await findUserByEmail(scope.db, email);
	if (!(await verifyPassword(user?.passwordHash ?? null, password)) || !user) {
		if (user) scope.afterwards(accountEvent(scope, user.id, "sign-in-failed").execute());
		return null;
	}
	const writes: Statement[] = [accountEvent(scope, user.id, "signed-in")];
	if (isOutdated(user.passwordHash)) {
		writes.push(updateUser(scope.db, user.id, { passwordHash: await hashPassword(password) }));
	}
	return { user, writes };
}

/** Ends the session of a credential; harmless when it has ended before. */
export async function signOut(scope: AccountScope, credential: Credential): Promise<void> {
	await scope.sessions.end(credential);
	await transact(scope.db, scope.sessions.takeWrites());
	// Not in the same transaction: the account itself may be gone.
	scope.afterwards(accountEvent(scope, credential.userId, "signed-out").catch(() => {}));
}

/** A signed-in user: commands below act on their own account only. */
export type OwnAccountScope = AccountScope & {
	userId: string;
	email: string;
	sessionId: string;
};

export type ProfileChanges = { name?: string; timeZone?: string; theme?: Theme };

export async function changeProfile(
	scope: Pick<OwnAccountScope, "db" | "userId">,
	changes: ProfileChanges,
) {
	await updateUser(scope.db, scope.userId, changes);
}

/**
 * Changes the password and ends all other sessions, those of programs included.
 * Throws `Invalid` when the current password is wrong or the new one too easy to guess.
 */
export async function changePassword(
	scope: OwnAccountScope,
	{ currentPassword, newPassword }: { currentPassword: string; newPassword: string },
): Promise<void> {
	await checkPassword(newPassword, scope.email, "newPassword");
	await confirmPassword(scope, currentPassword, "currentPassword");
	await transact(scope.db, [
		updateUser(scope.db, scope.userId, { passwordHash: await hashPassword(newPassword) }),
		deleteOtherSessionsOf(scope.db, scope.userId, scope.sessionId),
		deleteSignInsOf(scope.db, scope.userId),
		accountEvent(scope, scope.userId, "password-changed"),
	]);
}

/** Ends one of the user's sessions by its hashed id; harmless when there is none. */
export async function revokeSession(scope: OwnAccountScope, id: string): Promise<void> {
	await deleteSessionOf(scope.db, scope.userId, id);
}

/** Ends all of the user's sessions but the one at hand, those of programs included. */
export async function revokeOtherSessions(scope: OwnAccountScope): Promise<void> {
	await transact(scope.db, [
		deleteOtherSessionsOf(scope.db, scope.userId, scope.sessionId),
		deleteSignInsOf(scope.db, scope.userId),
	]);
}

/**
 * Deletes the account and everything that belongs to it; `emptyObject` what is not in D1. That goes
 * first: should the rest fail, the user is still there to try again. Throws `Invalid` on a wrong
 * password.
 */
export async function deleteAccount(
	scope: OwnAccountScope,
	password: string,
	emptyObject: (userId: string) => Promise<void>,
): Promise<void> {
	await confirmPassword(scope, password, "password");
	await emptyObject(scope.userId);
	await transact(scope.db, deleteUser(scope.db, scope.userId));
}

async function confirmPassword(scope: OwnAccountScope, password: string, path: string) {
	const hash = await findPasswordHash(scope.db, scope.userId);
	if (!(await verifyPassword(hash, password))) {
		throw new Invalid([{ path, message: "This is not your current password." }]);
	}
}

async function checkPassword(password: string, email: string, path = "password") {
	const { isCommonPassword } = await import("./common-passwords.server.ts");
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

export function accountEvent(
	{ db, actor, requestId, now }: Pick<AccountScope, "db" | "actor" | "requestId" | "now">,
	userId: string,
	type: AccountEventType,
) {
	return insertAccountEvent(db, { id: newId(), userId, type, actor, requestId, at: now });
}
