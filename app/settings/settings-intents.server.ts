import { data } from "react-router";
import { ACCOUNT_INTENTS } from "#app/auth/accounts/account-settings.server.ts";
import { TOKEN_INTENTS } from "#app/auth/tokens/token-settings.server.ts";
import { attempt, conclude, parseForm } from "#app/core/form.server.ts";
import { setOnce } from "#app/core/once.server.ts";
import { CHANNEL_INTENTS } from "#app/notifications/settings/channel-settings.server.ts";
import type { SettingsIntent, SettingsScope } from "#app/settings-kit/settings-part.server.ts";
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

/** Does what a form on the settings page asks for; a refusal says which form it answers. */
export async function answerSettingsIntent(scope: SettingsScope, form: FormData) {
	const name = String(form.get("intent") ?? "");
	const intent = Object.hasOwn(INTENTS, name) ? INTENTS[name] : undefined;
	if (!intent) throw data({ message: "This page has no such button." }, 400);
	const parsed = parseForm(intent.schema, form);
	if (!parsed.ok) return data({ intent: name, reply: parsed.reply }, 400);
	const done = await attempt(form, () => intent.run(scope, parsed.value as never));
	if (!done.ok) return data({ intent: name, reply: done.reply }, { status: done.status });
	const { message, once } = done.value;
	const answer = await conclude(form, "/settings", { message, undo: null, tone: "done" });
	if (once && answer instanceof Response) {
		answer.headers.append("set-cookie", await setOnce(once, scope.origin));
	}
	return answer;
}
