import type { ComponentType } from "react";
import { ArchiveSection } from "#app/archive/archive-section.tsx";
import { DeletionSection } from "#app/auth/accounts/deletion-section.tsx";
import { PasswordSection } from "#app/auth/accounts/password-section.tsx";
import { PreferencesSection } from "#app/auth/accounts/preferences-section.tsx";
import { ProfileSection } from "#app/auth/accounts/profile-section.tsx";
import { ThemeSection } from "#app/auth/accounts/theme-section.tsx";
import { SessionsSection } from "#app/auth/sessions/sessions-section.tsx";
import { TokensSection } from "#app/auth/tokens/tokens-section.tsx";
import { ChannelsSection } from "#app/notifications/settings/channels-section.tsx";
import type { SettingsProps } from "#app/settings-kit/settings-section.tsx";
import { CalendarSection } from "#app/transfer/feed/calendar-section.tsx";
import { TransferSection } from "#app/transfer/transfer-section.tsx";
import { WebhooksSection } from "#app/webhooks/webhooks-section.tsx";

/** A part of the settings. `id` is its anchor on the page, and labels it. */
type Part = { id: string; title: string; hint?: string; Content: ComponentType<SettingsProps> };

const TOKENS_HINT = "For programs of yours: they sign in with these, not with your password.";
const PASSWORD_HINT = "A new one signs you out on all other devices.";
const WEBHOOKS_HINT = "Addresses of yours that are told what happens.";
const CALENDAR_HINT = "Your dated tasks in a calendar app.";

/** In their order on the page. */
export const PARTS: Part[] = [
	{ id: "profile", title: "Profile", Content: ProfileSection },
	{ id: "preferences", title: "Dates and times", Content: PreferencesSection },
	{ id: "notifications", title: "Notifications", Content: ChannelsSection },
	{ id: "theme", title: "Theme", hint: "Kept with your account.", Content: ThemeSection },
	{ id: "password", title: "Password", hint: PASSWORD_HINT, Content: PasswordSection },
	{ id: "sessions", title: "Sessions", hint: "Where you are signed in.", Content: SessionsSection },
	{ id: "calendar", title: "Calendar feed", hint: CALENDAR_HINT, Content: CalendarSection },
	{ id: "transfer", title: "Import and export", Content: TransferSection },
	{ id: "tokens", title: "API tokens", hint: TOKENS_HINT, Content: TokensSection },
	{ id: "webhooks", title: "Webhooks", hint: WEBHOOKS_HINT, Content: WebhooksSection },
	{ id: "data", title: "Your data", Content: ArchiveSection },
	{ id: "account", title: "Account", Content: DeletionSection },
];
