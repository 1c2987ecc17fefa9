import { z } from "zod";
import {
	type SettingsScope,
	settingsIntent,
	tellingIntent,
} from "#app/settings-kit/settings-part.server.ts";
import { listWebhooks } from "#db/channels/webhooks.server.ts";
import { webhookTypesSchema, webhookUrlSchema } from "#domain/webhook/webhook-schema.ts";
import { addWebhook, removeWebhook } from "./webhook-commands.server.ts";
import { toWebhookView } from "./webhook-view.server.ts";
import type { WebhookView } from "./webhook-view.ts";

/** The webhooks' part of the settings: the list, and what its buttons do. */

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
	"new-webhook": tellingIntent(newWebhookForm, async (scope, wanted) => {
		const { allowPrivateNetwork } = scope.channels;
		const server = { secret: scope.secret, allowPrivateNetwork };
		const { url, secret } = await addWebhook(scope, wanted, server);
		return {
			message: "Webhook added",
			once: { kind: "webhook", name: new URL(url).host, secret },
		};
	}),
	"delete-webhook": settingsIntent("The webhook is deleted", webhookForm, (scope, { webhook }) =>
		removeWebhook(scope, webhook),
	),
};
