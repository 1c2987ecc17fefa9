import { randomBytes } from "node:crypto";
import {
	type AccountScope,
	type SignInAttempt,
	verifyCredentials,
	WRONG_PASSWORD,
} from "#app/auth/accounts/account-commands.server.ts";
import { newAccountEvent, recordAccountEvent } from "#app/auth/events/account-events.server.ts";
import { LONGEST_SIGN_IN_MS, SIGN_IN_MS } from "#app/auth/sessions/lifetimes.ts";
import { AccountPendingDeletion, AppError, NotFound } from "#app/core/errors.ts";
import type { Scope } from "#app/core/scope.server.ts";
import {
	type SealedSigningKey,
	selectCurrentSigningKey,
} from "#db/accounts/signing-keys.server.ts";
import {
	deletePersonalToken,
	deleteSignIn,
	insertPersonalToken,
	insertSignIn,
	listPersonalTokens,
	rotateRefreshToken,
	selectRefreshTokenOwner,
} from "#db/accounts/tokens.server.ts";
import { transact } from "#db/client.server.ts";
import type { TokenScope } from "#domain/user/token-scope.ts";
import type { User } from "#domain/user/user.ts";
import { createAccessToken, type TokenUser } from "./access-token.server.ts";
import { encodePersonalToken, hashToken } from "./personal-token.server.ts";
import { openSigningKey } from "./signing-keys.server.ts";

/** What a program signs in with: an access token for 15 minutes, and a refresh token for the next. */
export type TokenPair = { token: string; refreshToken: string };

/** `issuer` is this server's public origin; `secret` is AUTH_SECRET. */
export type TokenIssuer = { issuer: string; secret: string };

type IssuingScope = Pick<AccountScope, "db" | "now"> & TokenIssuer;

const REFRESH_TOKEN_BYTES = 32;

/**
 * Signs a program in. Throws `RateLimited`, `AccountPendingDeletion`, or a 401 in the words of the
 * sign-in page, after the same time for an unknown address and a wrong password.
 */
export async function signInProgram(
	scope: AccountScope & TokenIssuer,
	attempt: SignInAttempt,
): Promise<TokenPair & { user: Omit<User, "theme"> }> {
	const verified = await verifyCredentials(scope, attempt);
	if (!verified) throw new AppError(WRONG_PASSWORD, { status: 401, code: "wrong-password" });
	const { user, writes } = verified;
	if (user.deleteAfter) throw new AccountPendingDeletion();
	const signInId = crypto.randomUUID();
	const refreshToken = newRefreshToken();
	const event = newAccountEvent(scope, user.id, "signed-in");
	const { signingKey } = await transact(scope.db, {
		writes,
		signIn: insertSignIn(scope.db, {
			id: signInId,
			userId: user.id,
			userAgent: scope.userAgent,
			createdAt: scope.now,
			expiresAt: refreshExpiry(scope.now),
			refreshTokenHash: hashToken(refreshToken),
		}),
		signingKey: selectCurrentSigningKey(scope.db, scope.now),
		event: event.statement,
	});
	scope.publishEvents(user.id, [event.id]);
	const token = await signFor(scope, user, signInId, signingKey[0]);
	return { token, refreshToken, user };
}

/**
 * Exchanges a refresh token, which works once, for a new pair. Nobody can tell which of two bearers of
 * one token is the thief, so a second use ends the sign-in for both (RFC 9700, section 4.14.2). Of two
 * uses at the same moment one gets a pair that is revoked already, the other a 401: a program with
 * several threads has to refresh in one of them. Throws a 401 when the token is not valid any more.
 */
export async function refreshTokenPair(
	scope: IssuingScope,
	refreshToken: string,
): Promise<TokenPair> {
	const { db, now } = scope;
	const next = newRefreshToken();
	const { owner, signingKey } = await transact(db, {
		rotation: rotateRefreshToken(db, {
			usedHash: hashToken(refreshToken),
			nextHash: hashToken(next),
			now,
			expiresAt: refreshExpiry(now),
			longestMs: LONGEST_SIGN_IN_MS,
		}),
		owner: selectRefreshTokenOwner(db, hashToken(next)),
		signingKey: selectCurrentSigningKey(db, now),
	});
	const [user] = owner;
	if (!user) {
		throw new AppError("This refresh token is not valid any more. Log in again.", {
			status: 401,
			code: "refresh-token-ended",
		});
	}
	return {
		token: await signFor(scope, user, user.signInId, signingKey[0]),
		refreshToken: next,
	};
}

/** Ends a program's sign-in: from then on its access tokens and its refresh token are refused. */
export async function signOutProgram(scope: Scope, signInId: string): Promise<void> {
	const { db, userId } = scope;
	await recordAccountEvent(scope, userId, "signed-out", [deleteSignIn(db, userId, signInId)]);
}

/** A token without `expiresAt` does not expire. */
type NewToken = { name: string; scopes: TokenScope[]; expiresAt: Date | null };

/** Creates a personal token. `token` in what it returns is its only copy: D1 has its hash alone. */
export async function createPersonalToken(scope: Scope, secret: string, newToken: NewToken) {
	const { db, userId, now } = scope;
	const id = crypto.randomUUID();
	const { scopes } = newToken;
	const claims = { userId, tokenId: id, scopes, timeZone: scope.timeZone };
	const { token, hash } = encodePersonalToken(claims, secret);
	const row = { ...newToken, id, userId, createdAt: now, lastUsedAt: null };
	await recordAccountEvent(scope, userId, "token-created", [
		insertPersonalToken(db, { ...row, hash }),
	]);
	return { ...row, token };
}

/** Revokes a personal token at once. Throws `NotFound`. */
export async function revokePersonalToken(scope: Scope, id: string): Promise<void> {
	const { db, userId } = scope;
	const tokens = await listPersonalTokens(db, userId);
	if (!tokens.some((token) => token.id === id)) throw new NotFound("There is no such token.");
	await recordAccountEvent(scope, userId, "token-revoked", [deletePersonalToken(db, userId, id)]);
}

async function signFor(
	scope: IssuingScope,
	user: TokenUser,
	signInId: string,
	sealedKey: SealedSigningKey | undefined,
) {
	const key = await openSigningKey(scope, sealedKey);
	const { issuer, now } = scope;
	return createAccessToken(key, { user, signInId, issuer, now });
}

function newRefreshToken() {
	return randomBytes(REFRESH_TOKEN_BYTES).toString("base64url");
}

function refreshExpiry(now: Date) {
	return new Date(now.getTime() + SIGN_IN_MS);
}
