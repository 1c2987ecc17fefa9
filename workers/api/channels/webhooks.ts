import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import {
	addWebhook,
	removeWebhook,
	testWebhook,
	webhookNotFound,
} from "#app/webhooks/webhook-commands.server.ts";
import { listDeliveriesTo } from "#db/channels/deliveries.server.ts";
import { findWebhook, listWebhooks } from "#db/channels/webhooks.server.ts";
import { TASK_EVENT_TYPES } from "#domain/event/event-types.ts";
import { newApiApp } from "#workers/api/shared/api-app.ts";
import { jsonBody, jsonResponse } from "#workers/api/shared/json-content.ts";
import { messageSchema } from "#workers/api/shared/message-schema.ts";
import { problems } from "#workers/api/shared/problem-schema.ts";
import { signedInRoute } from "#workers/api/shared/route-access.ts";
import type { ApiEnv } from "#workers/auth/api-env.ts";
import { sendPlanned } from "#workers/deliveries/deliver-events.ts";
import { connect } from "#workers/platform/databases.ts";
import {
	createdWebhookSchema,
	deliveryListSchema,
	newWebhookSchema,
	toDeliveryJson,
	toWebhookJson,
	webhookListSchema,
} from "./channel-schemas.ts";

/** Webhooks, managed by whoever is signed in: they outlive the token that would have made them. */
export const webhookRoutes = newApiApp();

const common = {
	tags: ["Webhooks"],
	...signedInRoute,
};

const params = z.object({ id: z.uuid().openapi({ param: { name: "id", in: "path" } }) });

webhookRoutes.openapi(
	createRoute({
		...common,
		method: "get",
		path: "/webhooks",
		operationId: "listWebhooks",
		summary: "List webhooks",
		responses: {
			200: jsonResponse("Oldest first.", webhookListSchema),
			...problems(401, 403, 429),
		},
	}),
	async (c) => {
		const { db, userId } = c.get("scope");
		const webhooks = await listWebhooks(db, userId);
		return c.json({ webhooks: webhooks.map(toWebhookJson) }, 200);
	},
);

webhookRoutes.openapi(
	createRoute({
		...common,
		method: "post",
		path: "/webhooks",
		operationId: "createWebhook",
		summary: "Add a webhook",
		description:
			"It is told of events by POST, signed by the Standard Webhooks scheme: docs/webhooks.md. The first message, of the type `webhook-verification`, has a challenge in its `data`: nothing else is sent before the host has answered it with that value. At most 10.",
		request: { body: jsonBody(newWebhookSchema) },
		responses: {
			201: jsonResponse(
				"The webhook, with its secret, which is shown this once.",
				createdWebhookSchema,
			),
			...problems(400, 401, 403, 409, 413, 415, 429),
		},
	}),
	async (c) => {
		const { url, types = [...TASK_EVENT_TYPES] } = c.req.valid("json");
		const { AUTH_SECRET, ALLOW_PRIVATE_NETWORK } = c.get("settings");
		const scope = c.get("scope");
		const { webhook, secret, challengeId } = await addWebhook(
			scope,
			{ url, types },
			{ secret: AUTH_SECRET, allowPrivateNetwork: ALLOW_PRIVATE_NETWORK },
		);
		if (challengeId) sendNow(c, challengeId);
		return c.json({ ...toWebhookJson(webhook), secret }, 201, { "cache-control": "no-store" });
	},
);

webhookRoutes.openapi(
	createRoute({
		...common,
		method: "delete",
		path: "/webhooks/{id}",
		operationId: "deleteWebhook",
		summary: "Delete a webhook",
		request: { params },
		responses: {
			200: jsonResponse("It is told of nothing more.", messageSchema),
			...problems(401, 403, 404, 429),
		},
	}),
	async (c) => {
		await removeWebhook(c.get("scope"), c.req.valid("param").id);
		return c.json({ message: "The webhook is deleted." }, 200);
	},
);

webhookRoutes.openapi(
	createRoute({
		...common,
		method: "get",
		path: "/webhooks/{id}/deliveries",
		operationId: "listDeliveries",
		summary: "What was sent to a webhook",
		request: { params },
		responses: {
			200: jsonResponse("The last 50, newest first.", deliveryListSchema),
			...problems(401, 403, 404, 429),
		},
	}),
	async (c) => {
		const { db, userId } = c.get("scope");
		const { id } = c.req.valid("param");
		const [webhook, deliveries] = await Promise.all([
			findWebhook(db, userId, id),
			listDeliveriesTo(db, userId, id),
		]);
		if (!webhook) throw webhookNotFound();
		return c.json({ deliveries: deliveries.map(toDeliveryJson) }, 200);
	},
);

webhookRoutes.openapi(
	createRoute({
		...common,
		method: "post",
		path: "/webhooks/{id}/test",
		operationId: "testWebhook",
		summary: "Send a webhook a message of the type ping",
		description:
			"At most one in ten seconds. How it went stands among the deliveries. A webhook that is not verified yet gets another challenge instead.",
		request: { params },
		responses: {
			202: jsonResponse("It is on its way.", messageSchema),
			...problems(401, 403, 404, 409, 429),
		},
	}),
	async (c) => {
		sendNow(c, await testWebhook(c.get("scope"), c.req.valid("param").id));
		return c.json({ message: "It is on its way." }, 202);
	},
);

/** Sends what was planned under that source id, after the answer. */
function sendNow(c: Context<ApiEnv>, sourceId: string) {
	const { userId, now } = c.get("scope");
	// On a connection of its own: nobody waits for these trips.
	const db = connect(c.env, userId).open();
	c.executionCtx.waitUntil(sendPlanned({ env: c.env, db, userId, sourceIds: [sourceId], now }));
}
