import { z } from "zod";
import {
	defineSecretIntent,
	defineSettingsIntent,
	type SettingsScope,
} from "#app/settings-kit/settings-intent.server.ts";
import { listWebhooks } from "#db/channels/webhooks.server.ts";
import { webhookTypesSchema, webhookUrlSchema } from "#domain/webhook/webhook-schema.ts";
import { addWebhook, removeWebhook, testWebhook } from "./webhook-commands.server.ts";
import { toWebhookView } from "./webhook-view.server.ts";
import type { WebhookView } from "./webhook-view.ts";

/** The webhooks section of the settings: its loader, and the intents of its buttons. */

/** The user's webhooks, oldest first. */
export async function loadWebhooks(scope: SettingsScope): Promise<WebhookView[]> {
	const { db, userId, timeZone } = scope;
	const [clock, webhooks] = await Promise.all([scope.clock, listWebhooks(db, userId)]);
	return webhooks.map((webhook) => toWebhookView(webhook, { timeZone, clock }));
}

const newWebhookForm = z.object({
	url: webhookUrlSchema,
	// A form with one box checked sends no list, and with none nothing.
	types: z.preprocess((types) => [types ?? []].flat(), webhookTypesSchema),
});
const webhookForm = z.object({ webhook: z.string() });

export const WEBHOOK_INTENTS = {
	"new-webhook": defineSecretIntent({
		message: "Webhook added",
		schema: newWebhookForm,
		async run(scope, wanted) {
			const { allowPrivateNetwork, send } = scope.channels;
			const server = { secret: scope.secret, allowPrivateNetwork };
			const { webhook, secret, challengeId } = await addWebhook(scope, wanted, server);
			if (challengeId) send(scope.userId, [challengeId]);
			return { kind: "webhook", name: new URL(webhook.url).host, secret };
		},
	}),
	"check-webhook": defineSettingsIntent({
		message: "The challenge is on its way. Load this page again to see whether it was answered",
		schema: webhookForm,
		async run(scope, { webhook }) {
			scope.channels.send(scope.userId, [await testWebhook(scope, webhook)]);
		},
	}),
	"delete-webhook": defineSettingsIntent({
		message: "The webhook is deleted",
		schema: webhookForm,
		run: (scope, { webhook }) => removeWebhook(scope, webhook),
	}),
};
