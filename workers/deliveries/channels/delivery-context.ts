import { publicOrigin, readSettings, type Settings } from "#workers/platform/settings.ts";
import { MailQuota } from "./mail-quota.ts";

/** What sending needs of the server: its settings, its `fetch`, its clock. */
export type DeliveryContext = {
	settings: Settings;
	allowPrivateNetwork: boolean;
	/** For links; null on a server that has not been told where it is. */
	origin: string | null;
	fetch: (url: string, init: RequestInit) => Promise<Response>;
	now: () => Date;
	mailQuota: MailQuota;
};

/** The local server's binding that connects to public addresses alone, whatever a name resolves to. */
type LocalBindings = { PUBLIC_INTERNET?: Fetcher };

/** The context of one run. `now` is its clock (see `startClock`). */
export function createDeliveryContext(env: Env, now: () => Date): DeliveryContext {
	const settings = readSettings(env);
	const { PUBLIC_INTERNET } = env as LocalBindings;
	const allowPrivateNetwork = settings.ALLOW_PRIVATE_NETWORK;
	return {
		settings,
		allowPrivateNetwork,
		origin: publicOrigin(settings),
		fetch: (url, init) =>
			PUBLIC_INTERNET && !allowPrivateNetwork ? PUBLIC_INTERNET.fetch(url, init) : fetch(url, init),
		now,
		mailQuota: new MailQuota(env.RATE_LIMITER),
	};
}

/** A clock that starts at `now`. */
export function startClock(now: Date): () => Date {
	const started = Date.now();
	return () => new Date(now.getTime() + Date.now() - started);
}
