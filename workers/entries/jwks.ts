import type { Handler } from "hono";
import { JWKS_MAX_AGE_SECONDS } from "#app/auth/tokens/signing-keys.server.ts";
import { listPublicKeys } from "#db/accounts/signing-keys.server.ts";
import type { HonoEnv } from "#workers/http/hono-env.ts";

/** `GET /.well-known/jwks.json`: the keys that access tokens can be checked with (RFC 7517). */
export const jwks: Handler<HonoEnv> = async (c) => {
	c.set("route", "/.well-known/jwks.json");
	const keys = await listPublicKeys(c.get("connection").open());
	return c.json({ keys: keys.map(({ kid, publicJwk }) => ({ ...publicJwk, kid })) }, 200, {
		"content-type": "application/jwk-set+json",
		"cache-control": `public, max-age=${JWKS_MAX_AGE_SECONDS}`,
	});
};
