import { data } from "react-router";
import { AppError } from "#app/core/errors.ts";
import { redirectWithFlash, routeError } from "#app/core/form.server.ts";
import type { Scope } from "#app/core/scope.server.ts";
import type { Channels } from "#domain/notification/channels.ts";
import { reenableWebhook, removeWebhook, testWebhook } from "./webhook-commands.server.ts";

type WebhookPageScope = Scope & { channels: Channels };

/** Does what a button on a webhook's page asks for. */
export async function handleWebhookIntent(scope: WebhookPageScope, id: string, form: FormData) {
	const act = ACTS[String(form.get("intent") ?? "")];
	if (!act) throw data({ message: "This page has no such button." }, 400);
	const here = `/settings/webhooks/${id}`;
	try {
		const { message, to = here } = await act(scope, id);
		return redirectWithFlash(form, to, { message, undo: null, tone: "done" });
	} catch (error) {
		if (!(error instanceof AppError)) throw error;
		if (error.status === 404) throw routeError(error);
		return redirectWithFlash(form, here, { message: error.message, undo: null, tone: "refused" });
	}
}

type Act = (scope: WebhookPageScope, id: string) => Promise<{ message: string; to?: string }>;

const ACTS: Record<string, Act | undefined> = {
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
