import type { z } from "zod";
import type { OwnAccountScope } from "#app/auth/account-commands.server.ts";
import type { Session } from "#app/auth/session.server.ts";
import type { Clock } from "#app/tasks/due-words.ts";
import type { Scope } from "#app/tasks/scope.server.ts";

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
};

/** What a button does, and what is said when it was done. */
export type SettingsIntent = {
	schema: z.ZodType;
	run: (scope: SettingsScope, value: never) => Promise<unknown>;
	message: string;
};

/** Makes an intent whose `run` takes what its schema gives. */
export function settingsIntent<Schema extends z.ZodType>(
	message: string,
	schema: Schema,
	run: (scope: SettingsScope, value: z.output<Schema>) => Promise<unknown>,
): SettingsIntent {
	return { schema, run, message };
}
