import type { PasswordAttempts } from "#app/core/password-attempts.ts";
import type { Scope } from "#app/core/scope.server.ts";
import { findPasswordHash } from "#db/accounts/accounts.server.ts";
import type { User } from "#domain/user/user.ts";

/** What commands on the signed-in user's own account run with. `timeZone` is that from before them. */
export type OwnAccountScope = Scope & {
	email: string;
	/** The hashed id of the session at hand. */
	sessionId: string;
	/** Null when the account is gone. */
	passwordHash: string | null;
	passwordAttempts: PasswordAttempts;
};

type SignedInScope = Scope & {
	session: Promise<{ id: string; user: User }>;
	passwordAttempts: PasswordAttempts;
};

/**
 * Adds to a scope what commands on its user's own account need. Waits for its session, and throws what
 * that rejects with. Only some commands need the password's hash, but asked for here it is on the same
 * D1 trip as the session.
 */
export async function loadOwnAccount(scope: SignedInScope): Promise<OwnAccountScope> {
	const [{ id, user }, passwordHash] = await Promise.all([
		scope.session,
		findPasswordHash(scope.db, scope.userId),
	]);
	return { ...scope, email: user.email, sessionId: id, passwordHash };
}
