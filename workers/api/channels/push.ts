import { createRoute } from "@hono/zod-openapi";
import { sessionIdOf } from "#app/auth/sessions/session.server.ts";
import { NotFound } from "#app/core/errors.ts";
import { addDevice, removeEndpoint } from "#app/notifications/push/push-commands.server.ts";
import { newApiApp } from "#workers/api/shared/api-app.ts";
import { jsonBody, jsonResponse } from "#workers/api/shared/json-content.ts";
import { messageSchema } from "#workers/api/shared/message-schema.ts";
import { problems } from "#workers/api/shared/problem-schema.ts";
import { signedInRoute } from "#workers/api/shared/route-access.ts";
import type { Credentials } from "#workers/auth/api-env.ts";
import { vapidPublicKey } from "#workers/deliveries/channels/vapid.ts";
import {
	endpointOnlySchema,
	newSubscriptionSchema,
	publicKeySchema,
	subscriptionSchema,
} from "./channel-schemas.ts";

/** Web Push: browsers that notifications come to. */
export const pushRoutes = newApiApp();

const common = {
	tags: ["Push"],
	path: "/push/subscriptions",
	...signedInRoute,
};

pushRoutes.openapi(
	createRoute({
		tags: ["Push"],
		method: "get",
		path: "/push/public-key",
		operationId: "getPushPublicKey",
		summary: "The key to subscribe with",
		security: [],
		responses: {
			200: jsonResponse("This server's public key (VAPID, RFC 8292).", publicKeySchema),
			...problems(404, 405),
		},
	}),
	(c) => {
		const { VAPID_PRIVATE_KEY } = c.get("settings");
		if (!VAPID_PRIVATE_KEY) throw new NotFound("Push is not set up on this server.");
		const publicKey = vapidPublicKey(VAPID_PRIVATE_KEY);
		return c.json({ publicKey }, 200, { "cache-control": "public, max-age=300" });
	},
);

pushRoutes.openapi(
	createRoute({
		...common,
		method: "post",
		operationId: "addPushSubscription",
		summary: "Let notifications come to a browser",
		description:
			"Takes the JSON of its PushSubscription. The same endpoint again renews its keys. It ends with the sign-in that made it. At most 20.",
		request: { body: jsonBody(newSubscriptionSchema) },
		responses: {
			201: jsonResponse("From now on they come.", subscriptionSchema),
			...problems(400, 401, 403, 409, 413, 415, 429),
		},
	}),
	async (c) => {
		const { endpoint, keys } = c.req.valid("json");
		const userAgent = (c.req.header("user-agent") ?? "").slice(0, 400);
		const { id, createdAt } = await addDevice(
			c.get("scope"),
			{ under: sessionOf(c.get("caller").method), endpoint, keys, userAgent },
			{ allowPrivateNetwork: c.get("settings").ALLOW_PRIVATE_NETWORK },
		);
		return c.json({ id, endpoint, createdAt: createdAt.toISOString() }, 201);
	},
);

pushRoutes.openapi(
	createRoute({
		...common,
		method: "delete",
		operationId: "deletePushSubscription",
		summary: "Let no more notifications come to a browser",
		request: { body: jsonBody(endpointOnlySchema) },
		responses: {
			200: jsonResponse("No more come.", messageSchema),
			...problems(400, 401, 403, 404, 413, 415, 429),
		},
	}),
	async (c) => {
		await removeEndpoint(c.get("scope"), c.req.valid("json").endpoint);
		return c.json({ message: "Notifications are off in this browser." }, 200);
	},
);

/** What a subscription ends with. Personal tokens do not get here (`signedInRoute`). */
function sessionOf(method: Credentials["method"]): { sessionId: string } | { signInId: string } {
	if (method.kind === "session") return { sessionId: sessionIdOf(method.claims) };
	if (method.kind === "access-token") return { signInId: method.signInId };
	throw new TypeError("A personal token has no sign-in that a subscription could end with.");
}
