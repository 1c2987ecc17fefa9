import { createHmac, randomBytes } from "node:crypto";
import { seal, unseal } from "#app/core/seal.server.ts";

/** Signing secrets of webhooks, as Standard Webhooks writes them: `whsec_` and base64. */

const PREFIX = "whsec_";
const SECRET_BYTES = 32;

/** A new random secret: `whsec_` and 32 bytes in base64. */
export function newWebhookSecret(): string {
	return PREFIX + randomBytes(SECRET_BYTES).toString("base64");
}

type SealOptions = {
	webhookId: string;
	/** AUTH_SECRET. */
	secret: string;
};

/** A secret as D1 keeps it. */
export function sealWebhookSecret(webhookSecret: string, { webhookId, secret }: SealOptions) {
	const bytes = new Uint8Array(Buffer.from(webhookSecret.slice(PREFIX.length), "base64"));
	return seal(bytes, { purpose: "webhook-secrets", id: webhookId, secret });
}

/** The bytes of a sealed secret; null when it does not open. */
export function openWebhookSecret(sealed: string, { webhookId, secret }: SealOptions) {
	return unseal(sealed, { purpose: "webhook-secrets", id: webhookId, secret });
}

type Message = { id: string; timestamp: number; body: string };

/** The `webhook-signature` of a message (Standard Webhooks, "Signature scheme"); `timestamp` in seconds. */
export function signWebhook(secret: Uint8Array, { id, timestamp, body }: Message): string {
	const mac = createHmac("sha256", secret).update(`${id}.${timestamp}.${body}`);
	return `v1,${mac.digest("base64")}`;
}
