import { loadProfile, loadSessions } from "#app/auth/accounts/account-settings.server.ts";
import { loadTokens } from "#app/auth/tokens/token-settings.server.ts";
import { loadChannels } from "#app/notifications/settings/channel-settings.server.ts";
import type { SettingsScope } from "#app/settings-kit/settings-part.server.ts";
import { loadCalendar } from "#app/transfer/feed/calendar-settings.server.ts";
import { loadWebhooks } from "#app/webhooks/webhook-settings.server.ts";

/** What each part of the settings shows. All are started together, so that they share one trip. */
const LOADERS = {
	profile: loadProfile,
	sessions: loadSessions,
	channels: loadChannels,
	calendar: loadCalendar,
	tokens: loadTokens,
	webhooks: loadWebhooks,
} satisfies Record<string, (scope: SettingsScope) => Promise<unknown>>;

type Loaders = typeof LOADERS;
export type SettingsData = { [Part in keyof Loaders]: Awaited<ReturnType<Loaders[Part]>> };

export async function loadSettings(scope: SettingsScope): Promise<SettingsData> {
	const parts = Object.entries(LOADERS).map(async ([part, load]) => [part, await load(scope)]);
	return Object.fromEntries(await Promise.all(parts));
}
