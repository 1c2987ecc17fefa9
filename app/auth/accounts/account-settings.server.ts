import { z } from "zod";
import { requestConfirmation } from "#app/auth/confirmation/confirmation-commands.server.ts";
import { toSessionView } from "#app/auth/sessions/session-view.server.ts";
import type { SessionView } from "#app/auth/sessions/session-view.ts";
import {
	defineSettingsIntent,
	type SettingsScope,
} from "#app/settings-kit/settings-intent.server.ts";
import { listSessions } from "#db/accounts/accounts.server.ts";
import { findEmailState } from "#db/accounts/confirmations.server.ts";
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
	revokeOtherSessions,
	revokeSession,
} from "./account-commands.server.ts";
import { cancelDeletion } from "./deletion-commands.server.ts";
import { loadOwnAccount } from "./own-account.server.ts";
import type { ProfileView } from "./profile-view.ts";

/** The account's sections of the settings: their loaders, and the intents of their buttons. */

/** The signed-in user; adds no D1 trip to that of the session. */
export async function loadProfile(scope: SettingsScope): Promise<ProfileView> {
	const { db, userId, session, timeZone, channels } = scope;
	const [{ user }, state] = await Promise.all([session, findEmailState(db, userId)]);
	const { name, email, theme, weekStart, hourCycle, deleteAfter } = user;
	return {
		name,
		email,
		confirmation: confirmationOf(state, channels.hasMail),
		theme,
		weekStart,
		hourCycle,
		isPendingDeletion: deleteAfter !== null,
		timeZone,
		timeZones: Intl.supportedValuesOf("timeZone"),
	};
}

function confirmationOf(
	{ emailConfirmedAt, confirmationSentAt }: Awaited<ReturnType<typeof findEmailState>>,
	hasMail: boolean,
): ProfileView["confirmation"] {
	if (!hasMail) return "no-mail";
	if (emailConfirmedAt) return "confirmed";
	return confirmationSentAt ? "sent" : "unsent";
}

/** The user's sessions in browsers, and sign-ins of programs. */
export async function loadSessions(scope: SettingsScope): Promise<SessionView[]> {
	const { db, userId, timeZone, now } = scope;
	const [{ id }, clock, sessions, programs] = await Promise.all([
		scope.session,
		scope.clock,
		listSessions(db, userId, now),
		listSignIns(db, userId, now),
	]);
	const options = { currentId: id, timeZone, clock };
	return [
		...sessions.map((row) => toSessionView(row, options)),
		...programs.map((row) => ({ ...toSessionView(row, options), isProgram: true })),
	];
}

/** A checkbox: a form has it only when it is checked. */
const checked = z.literal("on").optional().transform(Boolean);

const profileForm = z.object({ name: nameSchema, timeZone: writtenTimeZoneSchema });
const preferencesForm = z.object({ weekStart: weekStartSchema, hourCycle: hourCycleSchema });
const themeForm = z.object({ theme: themeSchema });
const passwordForm = z.object({
	currentPassword: z.string("Type your current password."),
	newPassword: newPasswordSchema,
	endTokens: checked,
	endWebhooks: checked,
	endCalendar: checked,
});
const revokeForm = z.object({ session: z.string() });

export const ACCOUNT_INTENTS = {
	profile: defineSettingsIntent({
		message: "Profile saved",
		schema: profileForm,
		run: changeProfile,
	}),
	preferences: defineSettingsIntent({
		message: "Preferences saved",
		schema: preferencesForm,
		run: changeProfile,
	}),
	theme: defineSettingsIntent({ message: "Theme saved", schema: themeForm, run: changeProfile }),
	password: defineSettingsIntent({
		message: "Password changed. All other sessions are signed out",
		schema: passwordForm,
		run: async (scope, { endTokens, endWebhooks, endCalendar, ...passwords }) => {
			const end = { tokens: endTokens, webhooks: endWebhooks, calendar: endCalendar };
			await changePassword(await loadOwnAccount(scope), { ...passwords, end });
		},
	}),
	"confirm-address": defineSettingsIntent({
		message: "A link is on its way to you",
		schema: z.object({}),
		run: requestConfirmation,
	}),
	"revoke-others": defineSettingsIntent({
		message: "All other sessions are signed out",
		schema: z.object({}),
		run: async (scope) => revokeOtherSessions(await loadOwnAccount(scope)),
	}),
	revoke: defineSettingsIntent({
		message: "The session is signed out",
		schema: revokeForm,
		run: async (scope, { session }) => revokeSession(await loadOwnAccount(scope), session),
	}),
	"keep-account": defineSettingsIntent({
		message: "Your account is kept",
		schema: z.object({}),
		run: async (scope) => cancelDeletion(await loadOwnAccount(scope)),
	}),
};
