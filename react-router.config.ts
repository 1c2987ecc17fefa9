import type { Config } from "@react-router/dev/config";

export default {
	// workers/http/security.ts decides which origins may post: it knows APP_URL and Fetch Metadata.
	allowedActionOrigins: ["**"],
} satisfies Config;
