import { z } from "zod";

/** What a browser gives away of its subscription: the JSON of its PushSubscription (Push API). */

const ENDPOINT_MAX_LENGTH = 2000;

const bytes = (length: number, message: string) =>
	z
		.string(message)
		.max(200, message)
		.transform((text) => text.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, ""))
		.refine(
			(text) => /^[\w-]+$/.test(text) && Math.floor((text.length * 3) / 4) === length,
			message,
		);

export const endpointSchema = z
	.string("Send the endpoint of the subscription.")
	.min(1, "Send the endpoint of the subscription.")
	.max(ENDPOINT_MAX_LENGTH, `An endpoint has at most ${ENDPOINT_MAX_LENGTH} characters.`);

export const pushKeysSchema = z.strictObject({
	p256dh: bytes(65, "This is no public key of a browser: 65 bytes in base64url.").refine(
		// Uncompressed: the first byte is 4.
		(text) => /^B[A-P]/.test(text),
		"This is no public key of a browser: an uncompressed point on P-256.",
	),
	auth: bytes(16, "This is no authentication secret: 16 bytes in base64url."),
});
