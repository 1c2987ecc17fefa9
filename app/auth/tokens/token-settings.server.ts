import { z } from "zod";
import {
	defineSecretIntent,
	defineSettingsIntent,
	type SettingsScope,
} from "#app/settings-kit/settings-intent.server.ts";
import { listPersonalTokens } from "#db/accounts/tokens.server.ts";
import { DAY_MS } from "#domain/time/durations.ts";
import { dayInWords } from "#domain/time/format-due-date.ts";
import { toInstantView } from "#domain/time/instant-view.ts";
import { nowIn } from "#domain/time/zoned-time.ts";
import { nameSchema } from "#domain/user/account-schema.ts";
import { TOKEN_SCOPES } from "#domain/user/token-scope.ts";
import { createPersonalToken, revokePersonalToken } from "./token-commands.server.ts";
import { TOKEN_LIFETIMES, type TokenView } from "./token-view.ts";

/** The tokens section of the settings: its loader, and the intents of its buttons. */

/** The user's personal tokens, newest first. */
export async function loadTokens(scope: SettingsScope): Promise<TokenView[]> {
	const { db, userId, timeZone, now } = scope;
	const [clock, tokens] = await Promise.all([scope.clock, listPersonalTokens(db, userId)]);
	return tokens.map(({ id, name, scopes, expiresAt, lastUsedAt }) => ({
		id,
		name,
		scopes: scopes.join(", "),
		expires: expiresAt && {
			label: dayInWords(nowIn(timeZone, expiresAt), clock.now),
			datetime: expiresAt.toISOString(),
			isPast: expiresAt <= now,
		},
		lastUsed: lastUsedAt && toInstantView(lastUsedAt, timeZone, clock),
	}));
}

const LIVES = TOKEN_LIFETIMES.map(({ days }) => String(days));

const newTokenForm = z.object({
	purpose: nameSchema,
	// A form with one box checked sends no list.
	scopes: z.preprocess(
		(scopes) => TOKEN_SCOPES.filter((scope) => [scopes].flat().includes(scope)),
		z.array(z.enum(TOKEN_SCOPES)).min(1, "Choose what it may do."),
	),
	days: z.enum(LIVES, "Choose when it ends.").transform(Number),
});
const revokeForm = z.object({ token: z.string() });

export const TOKEN_INTENTS = {
	"new-token": defineSecretIntent({
		message: "Token created",
		schema: newTokenForm,
		async run(scope, { purpose: name, scopes, days }) {
			const expiresAt = days === 0 ? null : new Date(scope.now.getTime() + days * DAY_MS);
			const wanted = { name, scopes, expiresAt };
			const { token } = await createPersonalToken(scope, scope.secret, wanted);
			return { kind: "token", name, secret: token };
		},
	}),
	"revoke-token": defineSettingsIntent({
		message: "The token is revoked",
		schema: revokeForm,
		run: (scope, { token }) => revokePersonalToken(scope, token),
	}),
};
