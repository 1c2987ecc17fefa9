import { publicOrigin, readSettings, type Settings } from "#workers/platform/settings.ts";

/** What sending takes: how this server is set up, and its way out. */
export type Outgoing = {
	settings: Settings;
	allowPrivateNetwork: boolean;
	/** For links; null on a server that has not been told where it is. */
	origin: string | null;
	fetch: (url: string, init: RequestInit) => Promise<Response>;
	now: () => Date;
};

/** The local server's way out to public addresses alone, whatever a name resolves to. */
type Guarded = { PUBLIC_INTERNET?: Fetcher };

export function outgoingOf(env: Env, now: () => Date): Outgoing {
	const settings = readSettings(env);
	const { PUBLIC_INTERNET } = env as Guarded;
	const allowPrivateNetwork = settings.ALLOW_PRIVATE_NETWORK;
	return {
		settings,
		allowPrivateNetwork,
		origin: publicOrigin(settings),
		fetch: (url, init) =>
			PUBLIC_INTERNET && !allowPrivateNetwork ? PUBLIC_INTERNET.fetch(url, init) : fetch(url, init),
		now,
	};
}

/** The time of now, as it goes on from the one that was given. */
export function clockFrom(now: Date): () => Date {
	const started = Date.now();
	return () => new Date(now.getTime() + Date.now() - started);
}
