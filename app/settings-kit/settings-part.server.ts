import type { z } from "zod";
import type { OwnAccountScope } from "#app/auth/accounts/account-commands.server.ts";
import type { Session } from "#app/auth/sessions/session.server.ts";
import type { Once } from "#app/core/once.ts";
import type { Scope } from "#app/core/scope.server.ts";
import type { Channels } from "#domain/notification/channels.ts";
import type { Clock } from "#domain/time/due-words.ts";

/*
 * What the settings are put together from. A part is a component (listed in sections.tsx), what it
 * shows (in settings-data.server.ts) and what its buttons do (in settings-intents.server.ts).
 */

/** What parts are loaded and changed with. */
export type SettingsScope = Scope & {
	/** Waiting for it before asking D1 for something else costs a trip. */
	session: Promise<Session>;
	/** For what is said of times. */
	clock: Promise<Clock>;
	/** For commands on the account; waits for the session. */
	ownAccount: () => Promise<OwnAccountScope>;
	/** AUTH_SECRET. */
	secret: string;
	/** Where this Tend is for others: `https://tend.example.com`. */
	origin: string;
	/** What this server can do about notifications. */
	channels: Channels;
};

/** What is said when a button did its work. */
export type SettingsOutcome = {
	message: string;
	/** What was made and is shown on the next page, and never again. */
	once?: Once;
};

type Run<Value, Result> = (scope: SettingsScope, value: Value) => Promise<Result>;

/** What a button does. */
export type SettingsIntent = { schema: z.ZodType; run: Run<never, SettingsOutcome> };

/** Makes an intent whose `run` takes what its schema gives; `message` is what is said then. */
export function settingsIntent<Schema extends z.ZodType>(
	message: string,
	schema: Schema,
	run: Run<z.output<Schema>, unknown>,
): SettingsIntent {
	return tellingIntent(schema, async (scope, value) => {
		await run(scope, value);
		return { message };
	});
}

/** The same for one that knows best itself what to say. */
export function tellingIntent<Schema extends z.ZodType>(
	schema: Schema,
	run: Run<z.output<Schema>, SettingsOutcome>,
): SettingsIntent {
	return { schema, run };
}
