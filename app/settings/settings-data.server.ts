import { loadProfile, loadSessions } from "#app/auth/accounts/account-settings.server.ts";
import { loadTokens } from "#app/auth/tokens/token-settings.server.ts";
import { loadChannels } from "#app/notifications/settings/channel-settings.server.ts";
import type { SettingsScope } from "#app/settings-kit/settings-intent.server.ts";
import { loadCalendar } from "#app/transfer/feed/calendar-settings.server.ts";
import { loadWebhooks } from "#app/webhooks/webhook-settings.server.ts";

/** The loader of each section. All are started together, so that they share one D1 trip. */
const LOADERS = {
	profile: loadProfile,
	sessions: loadSessions,
	channels: loadChannels,
	calendar: loadCalendar,
	tokens: loadTokens,
	webhooks: loadWebhooks,
} satisfies Record<string, (scope: SettingsScope) => Promise<unknown>>;

type Loaders = typeof LOADERS;
export type SettingsData = { [Section in keyof Loaders]: Awaited<ReturnType<Loaders[Section]>> };

/** What all sections of the settings page show, by section; one D1 trip. */
export async function loadSettings(scope: SettingsScope): Promise<SettingsData> {
	const loading = Object.entries(LOADERS).map(async ([section, load]) => [
		section,
		await load(scope),
	]);
	return Object.fromEntries(await Promise.all(loading));
}
