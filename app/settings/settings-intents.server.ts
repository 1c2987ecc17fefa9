import { data } from "react-router";
import { ACCOUNT_INTENTS } from "#app/auth/account-settings.server.ts";
import { attempt, conclude, parseForm } from "#app/form.server.ts";
import { CALENDAR_INTENTS } from "#app/transfer/calendar-settings.server.ts";
import type { SettingsIntent, SettingsScope } from "./settings-part.server.ts";

/** By the value of their buttons. */
const INTENTS: Record<string, SettingsIntent> = {
	...ACCOUNT_INTENTS,
	...CALENDAR_INTENTS,
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
	return conclude(form, "/settings", { message: intent.message, undo: null, tone: "done" });
}
