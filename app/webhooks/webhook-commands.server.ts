import { randomBytes } from "node:crypto";
import { Conflict, Invalid, NotFound } from "#app/core/errors.ts";
import { idFrom, newId } from "#app/core/id.server.ts";
import type { Scope } from "#app/core/scope.server.ts";
import {
	deleteDeliveriesTo,
	insertDeliveries,
	type NewDelivery,
} from "#db/channels/deliveries.server.ts";
import {
	deleteWebhook,
	enableWebhook,
	findWebhook,
	hasWebhook,
	insertWebhook,
} from "#db/channels/webhooks.server.ts";
import { transact } from "#db/client.server.ts";
import type { TaskEventType } from "#domain/event/event-types.ts";
import { WEBHOOKS_MAX } from "#domain/limits.ts";
import {
	isPrivateTarget,
	type TargetPolicy,
	targetRefusal,
} from "#domain/notification/public-target.ts";
import { VERIFICATION_TYPE } from "#domain/webhook/webhook.ts";
import { newWebhookSecret, sealWebhookSecret } from "./webhook-secret.server.ts";

export type WebhookScope = Pick<Scope, "db" | "userId" | "now">;

type NewWebhookFields = { url: string; types: TaskEventType[] };
type ServerOptions = TargetPolicy & {
	/** AUTH_SECRET. */
	secret: string;
};

/**
 * Adds a webhook. Returns it with its signing secret, which nothing returns again, and with the source
 * id of the challenge that its host has to answer first, which the caller has sent at once; null for an
 * address of this machine or a private network, which only a server of trusted users takes. Throws
 * `Invalid` when the URL may not be called, and `Conflict` when the user has `WEBHOOKS_MAX` already.
 */
export async function addWebhook(
	scope: WebhookScope,
	fields: NewWebhookFields,
	server: ServerOptions,
) {
	const { db, userId, now } = scope;
	const refusal = targetRefusal(fields.url, server);
	if (refusal) throw new Invalid([{ path: "url", message: refusal }]);
	const id = newId();
	const url = new URL(fields.url);
	const verifiedAt = isPrivateTarget(url) ? now : null;
	const webhook = { id, url: url.href, types: fields.types, verifiedAt, createdAt: now };
	const challenge = verifiedAt ? null : newMessage(scope, id, VERIFICATION_TYPE);
	const signingSecret = newWebhookSecret();
	const sealedSecret = await sealWebhookSecret(signingSecret, {
		webhookId: id,
		secret: server.secret,
	});
	const { added } = await transact(db, {
		added: insertWebhook({ ...webhook, userId, sealedSecret }, WEBHOOKS_MAX),
		challenges: insertDeliveries(userId, challenge ? [challenge] : [], now, hasWebhook(userId, id)),
	});
	if (added.length === 0) {
		throw new Conflict(`There are ${WEBHOOKS_MAX} webhooks already. Delete one first.`);
	}
	const state = { failingSince: null, disabledAt: null };
	const challengeId = challenge?.sourceId ?? null;
	return { webhook: { ...webhook, ...state }, secret: signingSecret, challengeId };
}

/** Deletes a webhook and all deliveries to it. Throws `NotFound`. */
export async function removeWebhook({ db, userId }: WebhookScope, id: string): Promise<void> {
	const { removed } = await transact(db, {
		removed: deleteWebhook(db, userId, id),
		deliveries: deleteDeliveriesTo(db, userId, id),
	});
	if (removed.length === 0) throw webhookNotFound();
}

/** Enables a webhook that was disabled. What it has missed is not sent. Throws `NotFound`. */
export async function reenableWebhook({ db, userId }: WebhookScope, id: string): Promise<void> {
	const { enabled } = await transact(db, { enabled: enableWebhook(db, userId, id) });
	if (enabled.length === 0) throw webhookNotFound();
}

/** Tests of one webhook within this time are one. */
const TEST_INTERVAL_MS = 10_000;

const CHALLENGE_BYTES = 24;

/**
 * Plans a delivery of the type `ping` to a webhook, or, where its host has not answered the challenge,
 * of another challenge. Returns its source id, which the caller has sent at once. Throws `NotFound`, and
 * `Conflict` while the webhook is switched off.
 */
export async function testWebhook(scope: WebhookScope, id: string): Promise<string> {
	const { db, userId, now } = scope;
	const webhook = await findWebhook(db, userId, id);
	if (!webhook) throw webhookNotFound();
	if (webhook.disabledAt) {
		throw new Conflict("This webhook is switched off. Switch it on in the settings first.");
	}
	const message = newMessage(scope, id, webhook.verifiedAt ? "ping" : VERIFICATION_TYPE);
	await transact(db, insertDeliveries(userId, [message], now));
	return message.sourceId;
}

function newMessage(
	{ now }: WebhookScope,
	webhookId: string,
	type: "ping" | typeof VERIFICATION_TYPE,
): NewDelivery {
	const challenge = randomBytes(CHALLENGE_BYTES).toString("base64url");
	const data = type === "ping" ? { webhookId } : { webhookId, challenge };
	return {
		id: newId(),
		channel: "webhook",
		targetId: webhookId,
		sourceId: idFrom(`${type} ${webhookId} ${Math.floor(now.getTime() / TEST_INTERVAL_MS)}`),
		type,
		payload: { type, timestamp: now.toISOString(), data },
		nextAttemptAt: now,
	};
}

/** What is thrown when the user has no webhook of that id. */
export function webhookNotFound() {
	return new NotFound("There is no such webhook.");
}
