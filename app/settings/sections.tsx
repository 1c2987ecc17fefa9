import type { ReactNode } from "react";
import { ArchiveSection } from "#app/archive/archive-section.tsx";
import { DeletionSection } from "#app/auth/accounts/deletion-section.tsx";
import { PasswordSection } from "#app/auth/accounts/password-section.tsx";
import { PreferencesSection } from "#app/auth/accounts/preferences-section.tsx";
import { ProfileSection } from "#app/auth/accounts/profile-section.tsx";
import { ThemeSection } from "#app/auth/accounts/theme-section.tsx";
import { SessionsSection } from "#app/auth/sessions/sessions-section.tsx";
import { TokensSection } from "#app/auth/tokens/tokens-section.tsx";
import type { OneTimeSecret } from "#app/core/one-time-secret.ts";
import { ChannelsSection } from "#app/notifications/settings/channels-section.tsx";
import type { SettingsAnswer } from "#app/settings-kit/settings-section.tsx";
import { CalendarSection } from "#app/transfer/feed/calendar-section.tsx";
import { TransferSection } from "#app/transfer/transfer-section.tsx";
import { WebhooksSection } from "#app/webhooks/webhooks-section.tsx";
import type { SettingsData } from "./settings-data.server.ts";

export type SettingsPageProps = {
	settings: SettingsData;
	/** A secret that was just made: the section of its kind shows it. */
	secret: OneTimeSecret | null;
	answer: SettingsAnswer;
};

/** A section of the settings page. `id` is its anchor, and labels it. */
type Section = {
	id: string;
	title: string;
	hint?: string;
	render: (props: SettingsPageProps) => ReactNode;
};

/** In their order on the page. */
export const SECTIONS: Section[] = [
	{
		id: "profile",
		title: "Profile",
		render: ({ settings, answer }) => <ProfileSection profile={settings.profile} answer={answer} />,
	},
	{
		id: "preferences",
		title: "Dates and times",
		render: ({ settings, answer }) => (
			<PreferencesSection profile={settings.profile} answer={answer} />
		),
	},
	{
		id: "notifications",
		title: "Notifications",
		render: ({ settings, answer }) => (
			<ChannelsSection channels={settings.channels} answer={answer} />
		),
	},
	{
		id: "theme",
		title: "Theme",
		hint: "Kept with your account.",
		render: ({ settings, answer }) => (
			<ThemeSection theme={settings.profile.theme} answer={answer} />
		),
	},
	{
		id: "password",
		title: "Password",
		hint: "A new one signs you out on all other devices.",
		render: ({ settings, answer }) => (
			<PasswordSection
				email={settings.profile.email}
				otherAccess={{
					tokens: settings.tokens.length > 0,
					webhooks: settings.webhooks.length > 0,
					calendar: settings.calendar.address !== null,
				}}
				answer={answer}
			/>
		),
	},
	{
		id: "sessions",
		title: "Sessions",
		hint: "Where you are signed in.",
		render: ({ settings }) => <SessionsSection sessions={settings.sessions} />,
	},
	{
		id: "calendar",
		title: "Calendar feed",
		hint: "Your dated tasks in a calendar app.",
		render: ({ settings, answer }) => (
			<CalendarSection address={settings.calendar.address} answer={answer} />
		),
	},
	{ id: "transfer", title: "Import and export", render: () => <TransferSection /> },
	{
		id: "tokens",
		title: "API tokens",
		hint: "For programs of yours: they sign in with these, not with your password.",
		render: ({ settings, ...page }) => <TokensSection tokens={settings.tokens} {...page} />,
	},
	{
		id: "webhooks",
		title: "Webhooks",
		hint: "Addresses of yours that are told what happens.",
		render: ({ settings, ...page }) => <WebhooksSection webhooks={settings.webhooks} {...page} />,
	},
	{ id: "data", title: "Your data", render: () => <ArchiveSection /> },
	{
		id: "account",
		title: "Account",
		render: ({ settings }) => (
			<DeletionSection isPendingDeletion={settings.profile.isPendingDeletion} />
		),
	},
];
