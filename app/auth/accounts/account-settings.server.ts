import { z } from "zod";
import { toSessionView } from "#app/auth/sessions/session-view.server.ts";
import type { SessionView } from "#app/auth/sessions/session-view.ts";
import { type SettingsScope, settingsIntent } from "#app/settings-kit/settings-part.server.ts";
import { listSessions } from "#db/accounts/accounts.server.ts";
import { listSignIns } from "#db/accounts/tokens.server.ts";
import {
	hourCycleSchema,
	nameSchema,
	newPasswordSchema,
	themeSchema,
	weekStartSchema,
	writtenTimeZoneSchema,
} from "#domain/user/account-schema.ts";
import {
	changePassword,
	changeProfile,
	type ProfileChanges,
	revokeOtherSessions,
	revokeSession,
} from "./account-commands.server.ts";
import { stay } from "./deletion-commands.server.ts";

/** The account's parts of the settings: what they show, and what their buttons do. */

export async function loadProfile({ session, timeZone }: SettingsScope) {
	const { name, email, theme, weekStart, hourCycle, deleteAfter } = (await session).user;
	return {
		name,
		email,
		theme,
		weekStart,
		hourCycle,
		isLeaving: deleteAfter !== null,
		timeZone,
		timeZones: Intl.supportedValuesOf("timeZone"),
	};
}

/** Where the user is signed in, by browsers and by programs. */
export async function loadSessions(scope: SettingsScope): Promise<SessionView[]> {
	const { db, userId, timeZone, now } = scope;
	const [{ id }, clock, sessions, programs] = await Promise.all([
		scope.session,
		scope.clock,
		listSessions(db, userId, now),
		listSignIns(db, userId, now),
	]);
	const around = { currentId: id, timeZone, clock };
	return [
		...sessions.map((row) => toSessionView(row, around)),
		...programs.map((row) => ({ ...toSessionView(row, around), isProgram: true })),
	];
}

const profileForm = z.object({ name: nameSchema, timeZone: writtenTimeZoneSchema });
const preferencesForm = z.object({ weekStart: weekStartSchema, hourCycle: hourCycleSchema });
const themeForm = z.object({ theme: themeSchema });
const passwordForm = z.object({
	currentPassword: z.string("Type your current password."),
	newPassword: newPasswordSchema,
});
const revokeForm = z.object({ session: z.string() });

async function change(scope: SettingsScope, changes: ProfileChanges) {
	// A single statement does not wait for the session by itself.
	await scope.session;
	await changeProfile(scope, changes);
}

export const ACCOUNT_INTENTS = {
	profile: settingsIntent("Profile saved", profileForm, change),
	preferences: settingsIntent("Preferences saved", preferencesForm, change),
	theme: settingsIntent("Theme saved", themeForm, change),
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
	"keep-account": settingsIntent("Your account is kept", z.object({}), async ({ ownAccount }) =>
		stay(await ownAccount()),
	),
};
