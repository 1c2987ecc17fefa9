import { data } from "react-router";
import { z } from "zod";
import { attempt, conclude, parseForm } from "#app/form.server.ts";
import {
	changePassword,
	changeProfile,
	type OwnAccountScope,
	revokeOtherSessions,
	revokeSession,
} from "./account-commands.server.ts";
import { nameSchema, newPasswordSchema, themeSchema, timeZoneSchema } from "./account-schema.ts";

const profileForm = z.object({ name: nameSchema, timeZone: timeZoneSchema });
const themeForm = z.object({ theme: themeSchema });
const passwordForm = z.object({
	currentPassword: z.string("Type your current password."),
	newPassword: newPasswordSchema,
});
const revokeForm = z.object({ session: z.string() });

type Handler = {
	schema: z.ZodType;
	run: (scope: OwnAccountScope, value: never) => Promise<void>;
	message: string;
};

const INTENTS: Record<string, Handler> = {
	profile: { schema: profileForm, run: changeProfile, message: "Profile saved" },
	theme: { schema: themeForm, run: changeProfile, message: "Theme saved" },
	password: {
		schema: passwordForm,
		run: changePassword,
		message: "Password changed. All other sessions are signed out",
	},
	"revoke-others": {
		schema: z.object({}),
		run: revokeOtherSessions,
		message: "All other sessions are signed out",
	},
	revoke: {
		schema: revokeForm,
		run: (scope, { session }: z.output<typeof revokeForm>) => revokeSession(scope, session),
		message: "The session is signed out",
	},
};

/** Does what a form on the settings page asks for; a refusal says which form it answers. */
export async function answerSettingsIntent(scope: OwnAccountScope, form: FormData) {
	const intent = String(form.get("intent") ?? "");
	const handler = INTENTS[intent];
	if (!handler) throw data({ message: "This page has no such button." }, 400);
	const parsed = parseForm(handler.schema, form);
	if (!parsed.ok) return data({ intent, reply: parsed.reply }, 400);
	const done = await attempt(form, () => handler.run(scope, parsed.value as never));
	if (!done.ok) return data({ intent, reply: done.reply }, { status: done.status });
	return conclude(form, "/settings", { message: handler.message, undo: null, tone: "done" });
}
