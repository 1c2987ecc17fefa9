import { z } from "@hono/zod-openapi";
import type { ListedDelivery } from "#db/channels/deliveries.server.ts";
import type { ListedWebhook } from "#db/channels/webhooks.server.ts";
import { DELIVERY_STATES } from "#db/schema.ts";
import { TASK_EVENT_TYPES } from "#domain/event/event-types.ts";
import { endpointSchema, pushKeysSchema } from "#domain/notification/push-schema.ts";
import { webhookTypesSchema, webhookUrlSchema } from "#domain/webhook/webhook-schema.ts";

/** Webhooks and push subscriptions as the API takes and answers them. */

const instant = () => z.string().meta({ format: "date-time", example: "2026-11-20T15:00:00.000Z" });

export const newWebhookSchema = z
	.strictObject({
		url: webhookUrlSchema.meta({
			type: "string",
			description: "https, and on the public internet.",
			example: "https://example.com/tend",
		}),
		types: webhookTypesSchema.optional().openapi({
			type: "array",
			items: { type: "string", enum: [...TASK_EVENT_TYPES] },
			minItems: 1,
			description: "What it is told of. All there is, if it is left out.",
			example: ["task-completed", "reminder-due"],
		}),
	})
	.openapi("NewWebhook");

const webhook = {
	id: z.uuid(),
	url: z.string(),
	types: z.array(z.enum(TASK_EVENT_TYPES)),
	createdAt: instant(),
	verifiedAt: instant().nullable().meta({
		description: "When its host answered the challenge; until then it is told of nothing.",
	}),
	failingSince: instant().nullable().meta({ description: "Since when nothing has got through." }),
	disabledAt: instant()
		.nullable()
		.meta({ description: "When it was switched off, having failed for a day." }),
};

const webhookSchema = z.object(webhook).openapi("Webhook");
export const createdWebhookSchema = z
	.object({
		...webhook,
		secret: z
			.string()
			.meta({ description: "Signs what is sent (Standard Webhooks). Shown this once." }),
	})
	.openapi("MadeWebhook");
export const webhookListSchema = z
	.object({ webhooks: z.array(webhookSchema) })
	.openapi("WebhookList");

const deliverySchema = z
	.object({
		id: z.uuid().meta({ description: "The `webhook-id` that it is sent with." }),
		type: z.string(),
		eventId: z.string().meta({ description: "What it tells of." }),
		state: z.enum(DELIVERY_STATES),
		attempts: z.int(),
		nextAttemptAt: instant().nullable(),
		lastStatus: z.int().nullable().meta({ description: "What the receiver answered at last." }),
		lastError: z.string().nullable().meta({ description: "What went wrong at last, in words." }),
		createdAt: instant(),
		deliveredAt: instant().nullable(),
	})
	.openapi("Delivery");
export const deliveryListSchema = z
	.object({ deliveries: z.array(deliverySchema) })
	.openapi("DeliveryList");

export const newSubscriptionSchema = z
	.strictObject({
		endpoint: endpointSchema.meta({ example: "https://push.example.com/send/1a2b3c" }),
		expirationTime: z.number().nullish(),
		keys: pushKeysSchema.openapi({
			type: "object",
			properties: { p256dh: { type: "string" }, auth: { type: "string" } },
			required: ["p256dh", "auth"],
			example: {
				p256dh:
					"BB4YUy_UdUwC8wQdnHXOszuD_9gax85P6ILMscmLxYlupGwxHE4v9A3ZajZT5uRURdMt_khuztdcepDGoYiBwKM",
				auth: "BTBZMqHH6r4Tts7J_aSIgg",
			},
		}),
	})
	.openapi("NewPushSubscription");

export const subscriptionSchema = z
	.object({ id: z.uuid(), endpoint: z.string(), createdAt: instant() })
	.openapi("PushSubscription");

export const endpointOnlySchema = z
	.strictObject({ endpoint: endpointSchema })
	.openapi("PushEndpoint");

export const publicKeySchema = z
	.object({
		publicKey: z
			.string()
			.meta({ description: "For `applicationServerKey`: a P-256 point in base64url." }),
	})
	.openapi("PushPublicKey");

export function toWebhookJson(row: ListedWebhook) {
	return {
		id: row.id,
		url: row.url,
		types: row.types,
		createdAt: row.createdAt.toISOString(),
		verifiedAt: row.verifiedAt?.toISOString() ?? null,
		failingSince: row.failingSince?.toISOString() ?? null,
		disabledAt: row.disabledAt?.toISOString() ?? null,
	};
}

export function toDeliveryJson(row: ListedDelivery) {
	return {
		id: row.id,
		type: row.type,
		eventId: row.sourceId,
		state: row.state,
		attempts: row.attempts,
		nextAttemptAt: row.nextAttemptAt?.toISOString() ?? null,
		lastStatus: row.lastStatus,
		lastError: row.lastError,
		createdAt: row.createdAt.toISOString(),
		deliveredAt: row.deliveredAt?.toISOString() ?? null,
	};
}
