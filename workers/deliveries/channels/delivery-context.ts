import { rootCause } from "#app/core/errors.ts";
import { log } from "#app/core/log.ts";
import { MINUTE_MS } from "#domain/time/durations.ts";
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
	/** Takes up to `wanted` of the messages that a host may get in this minute; resolves to how many. */
	takeHostShare: (host: string, wanted: number) => Promise<number>;
};

/** How many messages all users' webhooks together send to one host in a minute. */
const HOST_LIMIT = 600;

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
		async takeHostShare(host, wanted) {
			const counter = env.RATE_LIMITER.getByName(`webhook-host:${host}`);
			try {
				return (await counter.lease(wanted, HOST_LIMIT, MINUTE_MS)).granted;
			} catch (error) {
				// Objects restart with each deployment. Nothing should wait for that.
				log.warn(`No count of a host's messages: ${rootCause(error)}`);
				return wanted;
			}
		},
	};
}

/** A clock that starts at `now`. */
export function startClock(now: Date): () => Date {
	const started = Date.now();
	return () => new Date(now.getTime() + Date.now() - started);
}
