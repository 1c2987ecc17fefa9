import { createRoute, z } from "@hono/zod-openapi";
import {
	createPersonalToken,
	revokePersonalToken,
} from "#app/auth/tokens/token-commands.server.ts";
import { Invalid } from "#app/core/errors.ts";
import { listPersonalTokens } from "#db/accounts/tokens.server.ts";
import { newApiApp } from "#workers/api/shared/api-app.ts";
import { jsonBody, jsonResponse } from "#workers/api/shared/json-content.ts";
import { messageSchema } from "#workers/api/shared/message-schema.ts";
import { problems } from "#workers/api/shared/problem-schema.ts";
import { signedInRoute } from "#workers/api/shared/route-access.ts";
import {
	createdTokenSchema,
	newTokenSchema,
	tokenListSchema,
	toTokenJson,
} from "./account-schemas.ts";

/** Personal tokens, managed by whoever is signed in, not by other personal tokens. */
export const tokenRoutes = newApiApp();

const common = {
	tags: ["Tokens"],
	...signedInRoute,
};

tokenRoutes.openapi(
	createRoute({
		...common,
		method: "get",
		path: "/tokens",
		operationId: "listTokens",
		summary: "List personal tokens",
		responses: { 200: jsonResponse("Newest first.", tokenListSchema), ...problems(401, 403, 429) },
	}),
	async (c) => {
		const { db, userId } = c.get("scope");
		const tokens = await listPersonalTokens(db, userId);
		return c.json({ tokens: tokens.map(toTokenJson) }, 200);
	},
);

tokenRoutes.openapi(
	createRoute({
		...common,
		method: "post",
		path: "/tokens",
		operationId: "createToken",
		summary: "Make a personal token",
		request: { body: jsonBody(newTokenSchema) },
		responses: {
			201: jsonResponse("The token, which is shown this once.", createdTokenSchema),
			...problems(400, 401, 403, 413, 415, 429),
		},
	}),
	async (c) => {
		const { name, scopes, expiresAt } = c.req.valid("json");
		const scope = c.get("scope");
		const wanted = { name, scopes, expiresAt: expiresAt ? new Date(expiresAt) : null };
		if (wanted.expiresAt && wanted.expiresAt <= scope.now) {
			throw new Invalid([{ path: "expiresAt", message: "This is in the past." }]);
		}
		const { token, ...made } = await createPersonalToken(
			scope,
			c.get("settings").AUTH_SECRET,
			wanted,
		);
		return c.json({ ...toTokenJson(made), token }, 201, { "cache-control": "no-store" });
	},
);

tokenRoutes.openapi(
	createRoute({
		...common,
		method: "delete",
		path: "/tokens/{id}",
		operationId: "deleteToken",
		summary: "Revoke a personal token",
		request: {
			params: z.object({ id: z.uuid().openapi({ param: { name: "id", in: "path" } }) }),
		},
		responses: {
			200: jsonResponse("It is refused from now on.", messageSchema),
			...problems(401, 403, 404, 429),
		},
	}),
	async (c) => {
		await revokePersonalToken(c.get("scope"), c.req.valid("param").id);
		return c.json({ message: "The token is revoked." }, 200);
	},
);
