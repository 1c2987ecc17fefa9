import type { Connection } from "#db/client.server.ts";
import type { Settings } from "#workers/platform/settings.ts";

/** What every handler of the worker finds in its context. */
export type HonoEnv = {
	Bindings: Env;
	Variables: {
		/** Made here: in the log, in the audit trail, and in the answer. */
		requestId: string;
		/** What the request calls itself in `x-request-id`: its sender finds its own changes by it. */
		clientRequestId: string | null;
		settings: Settings;
		connection: Connection;
		/** The pattern that answered, for the log; the path would have people's ids in it. */
		route: string | null;
		userId: string | null;
		/** Set by `bufferBody`: the whole body; null when there is none. */
		body?: ArrayBuffer | null;
		/** What `WWW-Authenticate` says of a credential that was refused (RFC 6750, section 3). */
		challenge?: string;
	};
};
