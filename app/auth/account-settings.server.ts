import { z } from "zod";
import { type SettingsScope, settingsIntent } from "#app/settings/settings-part.server.ts";
import { listSessions } from "#db/accounts.server.ts";
import {
	changePassword,
	changeProfile,
	revokeOtherSessions,
	revokeSession,
} from "./account-commands.server.ts";
import { nameSchema, newPasswordSchema, themeSchema, timeZoneSchema } from "./account-schema.ts";
import { toSessionView } from "./session-view.server.ts";

/** The account's parts of the settings: what they show, and what their buttons do. */

export async function loadProfile({ session, timeZone }: SettingsScope) {
	const { name, email, theme } = (await session).user;
	return { name, email, theme, timeZone, timeZones: Intl.supportedValuesOf("timeZone") };
}

export async function loadSessions(scope: SettingsScope) {
	const { db, userId, timeZone, now } = scope;
	const [{ id }, clock, sessions] = await Promise.all([
		scope.session,
		scope.clock,
		listSessions(db, userId, now),
	]);
	return sessions.map((row) => toSessionView(row, { currentId: id, timeZone, clock }));
}

const profileForm = z.object({ name: nameSchema, timeZone: timeZoneSchema });
const themeForm = z.object({ theme: themeSchema });
const passwordForm = z.object({
	currentPassword: z.string("Type your current password."),
	newPassword: newPasswordSchema,
});
const revokeForm = z.object({ session: z.string() });

export const ACCOUNT_INTENTS = {
	profile: settingsIntent("Profile saved", profileForm, async ({ ownAccount }, profile) =>
		changeProfile(await ownAccount(), profile),
	),
	theme: settingsIntent("Theme saved", themeForm, async ({ ownAccount }, theme) =>
		changeProfile(await ownAccount(), theme),
	),
	password: settingsIntent(
		"Password changed. All other sessions are signed out",
		passwordForm,
		async ({ ownAccount }, passwords) => changePassword(await ownAccount(), passwords),
	),
	"revoke-others": settingsIntent(
		"All other sessions are signed out",
		z.object({}),
		async ({ ownAccount }) => revokeOtherSessions(await ownAccount()),
	),
	revoke: settingsIntent("The session is signed out", revokeForm, async (scope, { session }) =>
		revokeSession(await scope.ownAccount(), session),
	),
};
