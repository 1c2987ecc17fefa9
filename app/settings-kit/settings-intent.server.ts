import type { z } from "zod";
import { parseForm, runCommand } from "#app/core/form.server.ts";
import type { FormReply } from "#app/core/form.ts";
import type { OneTimeSecret } from "#app/core/one-time-secret.ts";
import type { PasswordAttempts } from "#app/core/password-attempts.ts";
import type { Scope } from "#app/core/scope.server.ts";
import type { AvailableChannels } from "#domain/notification/channels.ts";
import type { Clock } from "#domain/time/format-due-date.ts";
import type { User } from "#domain/user/user.ts";

/*
 * A feature adds to the settings a section component, a loader of what it shows, and the intents of
 * its buttons. app/settings lists them: sections.tsx, settings-data.server.ts, settings-intents.server.ts.
 */

/** What loaders and intents of the settings run with. */
export type SettingsScope = Scope & {
	/**
	 * The session at hand; `id` is its hash. Waiting for it before asking D1 for something else costs
	 * a trip.
	 */
	session: Promise<{ id: string; user: User }>;
	/** The user's wall clock, for labels of times. */
	clock: Promise<Clock>;
	/** AUTH_SECRET. */
	secret: string;
	/** This server's public origin: `https://tend.example.com`. */
	origin: string;
	/** The ways of notification that this server is set up for. */
	channels: AvailableChannels;
	/** Counts attempts at the current password, where a form asks for it. */
	passwordAttempts: PasswordAttempts;
};

/** How an intent ended: refused with a reply for its form, or done with a message for its user. */
type SettingsIntentResult =
	| { ok: false; reply: FormReply; status: number; headers?: HeadersInit }
	| { ok: true; message: string; secret: OneTimeSecret | null };

/** Parses and carries out the form of one button. Throws what is no refusal of the form. */
export type SettingsIntent = (
	scope: SettingsScope,
	form: FormData,
) => Promise<SettingsIntentResult>;

type IntentOptions<Schema extends z.ZodType, Result> = {
	/** What the user is told once it is done. */
	message: string;
	schema: Schema;
	run: (scope: SettingsScope, value: z.output<Schema>) => Promise<Result>;
};

/**
 * An intent whose `run` gets what `schema` makes of the form. What `run` returns is not used.
 *
 * @example
 * defineSettingsIntent({
 *   message: "Theme saved",
 *   schema: z.object({ theme: themeSchema }),
 *   run: (scope, { theme }) => changeProfile(scope, { theme }),
 * })
 */
export function defineSettingsIntent<Schema extends z.ZodType>({
	message,
	schema,
	run,
}: IntentOptions<Schema, unknown>): SettingsIntent {
	return async (scope, form) => {
		const done = await runIntent(schema, form, (value) => run(scope, value));
		return done.ok ? { ok: true, message, secret: null } : done;
	};
}

/** The same for an intent that makes a secret, which the next page shows to the user. */
export function defineSecretIntent<Schema extends z.ZodType>({
	message,
	schema,
	run,
}: IntentOptions<Schema, OneTimeSecret>): SettingsIntent {
	return async (scope, form) => {
		const done = await runIntent(schema, form, (value) => run(scope, value));
		return done.ok ? { ok: true, message, secret: done.value } : done;
	};
}

async function runIntent<Schema extends z.ZodType, Result>(
	schema: Schema,
	form: FormData,
	run: (value: z.output<Schema>) => Promise<Result>,
) {
	const parsed = parseForm(schema, form);
	if (!parsed.ok) return { ok: false as const, reply: parsed.reply, status: 400 };
	return runCommand(form, () => run(parsed.value));
}
