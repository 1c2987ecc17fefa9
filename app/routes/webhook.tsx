import { routeError } from "#app/core/form.server.ts";
import { PageError } from "#app/error-pages/page-error.tsx";
import {
	authenticatedContext,
	requestContext,
	requestScope,
	userClock,
} from "#app/request/context.server.ts";
import { webhookNotFound } from "#app/webhooks/webhook-commands.server.ts";
import { handleWebhookIntent } from "#app/webhooks/webhook-intents.server.ts";
import { WebhookPage } from "#app/webhooks/webhook-page.tsx";
import { toDeliveryView, toWebhookView } from "#app/webhooks/webhook-view.server.ts";
import { listDeliveriesTo } from "#db/channels/deliveries.server.ts";
import { findWebhook } from "#db/channels/webhooks.server.ts";
import type { Route } from "./+types/webhook.ts";

export async function loader({ params, context }: Route.LoaderArgs) {
	const { db, userId, timeZone } = context.get(authenticatedContext);
	const [clock, webhook, deliveries] = await Promise.all([
		userClock(context),
		findWebhook(db, userId, params.id),
		listDeliveriesTo(db, userId, params.id),
	]);
	if (!webhook) throw routeError(webhookNotFound());
	return {
		webhook: toWebhookView(webhook, { timeZone, clock }),
		deliveries: deliveries.map((delivery) => toDeliveryView(delivery, { timeZone, clock })),
	};
}

export async function action({ params, request, context }: Route.ActionArgs) {
	const { channels } = context.get(requestContext);
	const scope = { ...requestScope(context), channels };
	return handleWebhookIntent(scope, params.id, await request.formData());
}

export const meta: Route.MetaFunction = () => [{ title: "Webhook · Tend" }];

export default function Webhook({ loaderData }: Route.ComponentProps) {
	return <WebhookPage {...loaderData} />;
}

export function ErrorBoundary({ error }: Route.ErrorBoundaryProps) {
	return <PageError error={error} />;
}
