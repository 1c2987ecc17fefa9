import type { Connection } from "#db/client.server.ts";
import type { Settings } from "#workers/platform/settings.ts";

/** What the worker's own handlers find in their context. */
export type HonoEnv = {
	Bindings: Env;
	Variables: {
		requestId: string;
		settings: Settings;
		connection: Connection;
		/** The pattern that answered, for the log; the path would have people's ids in it. */
		route: string | null;
		userId: string | null;
	};
};
