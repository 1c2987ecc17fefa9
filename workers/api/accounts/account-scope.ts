import type { Context } from "hono";
import type { AccountScope } from "#app/auth/accounts/account-commands.server.ts";
import type { TokenIssuer } from "#app/auth/tokens/token-commands.server.ts";
import type { ApiEnv } from "#workers/auth/api-env.ts";
import { issuerOf } from "#workers/auth/credentials.ts";
import { openAccountScope } from "#workers/auth/open-account-scope.ts";
import { openSessions } from "#workers/auth/open-sessions.ts";
import { availableChannels } from "#workers/deliveries/available-channels.ts";

/** What commands on accounts run with when a program asks. */
export function accountScope(c: Context<ApiEnv>): AccountScope & TokenIssuer {
	const now = new Date();
	const sessions = openSessions(c, now);
	const channels = availableChannels(c.env, c.executionCtx);
	return {
		...openAccountScope(c, { actor: "api", sessions, now, devices: null, channels }),
		issuer: issuerOf(c),
	};
}
