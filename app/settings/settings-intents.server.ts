import { data } from "react-router";
import { ACCOUNT_INTENTS } from "#app/auth/accounts/account-settings.server.ts";
import { TOKEN_INTENTS } from "#app/auth/tokens/token-settings.server.ts";
import { appendCookies } from "#app/core/cookies.server.ts";
import { getHandler, redirectWithFlash } from "#app/core/form.server.ts";
import { setOneTimeSecret } from "#app/core/one-time-secret.server.ts";
import { CHANNEL_INTENTS } from "#app/notifications/settings/channel-settings.server.ts";
import type { SettingsIntent, SettingsScope } from "#app/settings-kit/settings-intent.server.ts";
import { CALENDAR_INTENTS } from "#app/transfer/feed/calendar-settings.server.ts";
import { WEBHOOK_INTENTS } from "#app/webhooks/webhook-settings.server.ts";

/** By the value of their buttons. */
const INTENTS: Record<string, SettingsIntent> = {
	...ACCOUNT_INTENTS,
	...CALENDAR_INTENTS,
	...CHANNEL_INTENTS,
	...TOKEN_INTENTS,
	...WEBHOOK_INTENTS,
};

/**
 * Carries out what a form on the settings page asks for and redirects back to the page; a refusal
 * names the intent, so that the page can show it at its form.
 */
export async function handleSettingsIntent(scope: SettingsScope, form: FormData) {
	const name = String(form.get("intent") ?? "");
	const done = await getHandler(INTENTS, name)(scope, form);
	if (!done.ok) {
		const { reply, status, headers = {} } = done;
		return data({ intent: name, reply }, { status, headers });
	}
	const { message, secret } = done;
	const answer = await redirectWithFlash(form, "/settings", { message, undo: null, tone: "done" });
	if (secret && answer instanceof Response) {
		appendCookies(answer.headers, setOneTimeSecret(secret));
	}
	return answer;
}
