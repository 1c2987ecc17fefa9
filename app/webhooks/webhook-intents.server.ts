import { type CommandOutcome, getHandler, runAndFlash } from "#app/core/form.server.ts";
import type { Scope } from "#app/core/scope.server.ts";
import type { AvailableChannels } from "#domain/notification/channels.ts";
import { reenableWebhook, removeWebhook, testWebhook } from "./webhook-commands.server.ts";

type WebhookPageScope = Scope & { channels: AvailableChannels };

/** Does what a button on a webhook's page asks for. */
export async function handleWebhookIntent(scope: WebhookPageScope, id: string, form: FormData) {
	const action = getHandler(ACTIONS, form.get("intent"));
	return runAndFlash(form, `/settings/webhooks/${id}`, () => action(scope, id), {
		notFound: "error-page",
	});
}

type Action = (scope: WebhookPageScope, id: string) => Promise<CommandOutcome>;

const ACTIONS: Record<string, Action> = {
	async test(scope, id) {
		scope.channels.send(scope.userId, [await testWebhook(scope, id)]);
		return { message: "A test is on its way. Load this page again to see how it went" };
	},
	async enable(scope, id) {
		await reenableWebhook(scope, id);
		return { message: "The webhook is on again" };
	},
	async delete(scope, id) {
		await removeWebhook(scope, id);
		return { message: "The webhook is deleted", to: "/settings" };
	},
};
