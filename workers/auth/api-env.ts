import type { SessionClaims, Sessions } from "#app/auth/sessions/session.server.ts";
import type { Scope } from "#app/core/scope.server.ts";
import type { GrantedScopes } from "#domain/user/token-scope.ts";
import type { User } from "#domain/user/user.ts";
import type { HonoEnv } from "#workers/http/hono-env.ts";

/** What came with a request to say who asks, and what it says. D1 has not been asked yet. */
export type Credentials = {
	userId: string;
	/** IANA name: where the user was when the credential was made. */
	timeZone: string;
	scopes: GrantedScopes;
	method:
		| { kind: "access-token"; signInId: string }
		| { kind: "personal-token" }
		| { kind: "session"; claims: SessionClaims; sessions: Sessions };
	/** Whether it is known already that it was us who made it. */
	isGenuine: boolean;
	/**
	 * Asks D1, with whatever else is asked then. Rejects with `SessionEnded` when it has ended, and
	 * may with `TimeZoneChanged` when the user is in another zone than that.
	 */
	confirm(timeZone: string): Promise<User>;
};

/** Who is asking: what their credential says, and what D1 says of it. */
type Caller = Credentials & {
	/**
	 * The user, once D1 has confirmed the credential and the quota is not spent. Rejects with
	 * `TimeZoneChanged` when the scope was made for another time zone than theirs.
	 */
	user: Promise<User>;
	/** As `user`, but wherever the user is: for refusals, which are the same in every zone. */
	confirmed: Promise<unknown>;
	/** Makes scope and caller anew, for another time zone (IANA name). */
	restart(timeZone: string): void;
};

/** What the handlers of the API and of MCP find in their context besides the worker's own. */
export type ApiEnv = HonoEnv & {
	Variables: HonoEnv["Variables"] & {
		/** Set by `authenticate`: what commands and statements of this request run in. */
		scope: Scope;
		/** Set by `authenticate`. */
		caller: Caller;
	};
};
