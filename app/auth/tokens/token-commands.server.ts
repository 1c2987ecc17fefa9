import { randomBytes } from "node:crypto";
import {
	type AccountScope,
	newAccountEvent,
	provePassword,
	recordAccountEvent,
	type SignIn,
	WRONG_PASSWORD,
} from "#app/auth/accounts/account-commands.server.ts";
import { AccountLeaving, AppError, NotFound } from "#app/core/errors.ts";
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
import type { User } from "#domain/user/user.ts";
import { createAccessToken, type TokenUser } from "./access-token.server.ts";
import { createPersonalToken, hashToken, type TokenScope } from "./personal-token.server.ts";
import { openSigningKey } from "./signing-keys.server.ts";

/** How a program's sign-in goes on: with an access token for now, and a refresh token for later. */
export type TokenPair = { token: string; refreshToken: string };

/** What these commands need besides the account's: who the tokens are from. */
export type TokenIssuer = { issuer: string; secret: string };

type IssuingScope = Pick<AccountScope, "db" | "now"> & TokenIssuer;

const REFRESH_TOKEN_MS = 7 * 86_400_000;
const REFRESH_TOKEN_BYTES = 32;

/**
 * Signs a program in. Throws `RateLimited`, `AccountLeaving`, or a 401 in the words of the sign-in page, after the
 * same time for an unknown address and a wrong password.
 */
export async function logIn(
	scope: AccountScope & TokenIssuer,
	credentials: SignIn,
): Promise<TokenPair & { user: Omit<User, "theme"> }> {
	const proven = await provePassword(scope, credentials);
	if (!proven) throw new AppError(WRONG_PASSWORD, { status: 401, code: "wrong-password" });
	const { user, writes } = proven;
	if (user.deleteAfter) throw new AccountLeaving();
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
	scope.announce(user.id, [event.id]);
	await credentials.limit.forgive();
	const token = await signFor(scope, user, signInId, signingKey[0]);
	return { token, refreshToken, user };
}

/**
 * Gives a new pair for a refresh token, which works once. Nobody can tell which of two bearers of one
 * token is the thief, so the second use ends the sign-in for both: RFC 9700, section 4.14.2. That
 * holds for two at the same moment as well: one gets a pair that is void by the time it arrives, the
 * other a 401. Programs share one refresh between their threads.
 */
export async function refresh(scope: IssuingScope, refreshToken: string): Promise<TokenPair> {
	const { db, now } = scope;
	const next = newRefreshToken();
	const { owner, signingKey } = await transact(db, {
		rotation: rotateRefreshToken(db, {
			usedHash: hashToken(refreshToken),
			nextHash: hashToken(next),
			now,
			expiresAt: refreshExpiry(now),
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

/** Ends a program's sign-in: its access tokens are refused from then on, its refresh token, too. */
export async function logOut(scope: Scope, signInId: string): Promise<void> {
	const { db, userId } = scope;
	await recordAccountEvent(scope, userId, "signed-out", [deleteSignIn(db, userId, signInId)]);
}

type NewToken = { name: string; scopes: TokenScope[]; expiresAt: Date | null };

/** Makes a personal token. It is in the answer, and nowhere else ever again. */
export async function makePersonalToken(scope: Scope, secret: string, wanted: NewToken) {
	const { db, userId, now } = scope;
	const id = crypto.randomUUID();
	const { scopes } = wanted;
	const claims = { userId, tokenId: id, scopes, timeZone: scope.timeZone };
	const { token, hash } = createPersonalToken(claims, secret);
	const row = { ...wanted, id, userId, createdAt: now, lastUsedAt: null };
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
	return new Date(now.getTime() + REFRESH_TOKEN_MS);
}
