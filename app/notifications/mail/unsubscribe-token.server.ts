import { createHmac, timingSafeEqual } from "node:crypto";
import { parse, stringify } from "uuid";
import { MAIL_KINDS, type MailKind } from "#domain/notification/mail-content.ts";

export type Unsubscription = { userId: string; kind: MailKind };

const MAC_BYTES = 16;
const CLAIMS_BYTES = 1 + 16;

/**
 * The token in the link at the end of a mail: the kind of mail and the user, signed with an HMAC. It
 * switches that kind of mail off without a sign-in, and does nothing else, so it never expires.
 */
export function createUnsubscribeToken({ userId, kind }: Unsubscription, secret: string): string {
	const claims = Buffer.concat([Buffer.from([MAIL_KINDS.indexOf(kind)]), parse(userId)]);
	return Buffer.concat([claims, mac(claims, secret)]).toString("base64url");
}

/** The kind of mail and the user of a token; null when its signature is not ours. */
export function readUnsubscribeToken(token: string, secret: string): Unsubscription | null {
	const bytes = Buffer.from(token, "base64url");
	if (bytes.length !== CLAIMS_BYTES + MAC_BYTES) return null;
	const claims = bytes.subarray(0, CLAIMS_BYTES);
	if (!timingSafeEqual(bytes.subarray(CLAIMS_BYTES), mac(claims, secret))) return null;
	const kind = MAIL_KINDS[claims[0] ?? -1];
	return kind ? { userId: stringify(claims, 1), kind } : null;
}

function mac(claims: Uint8Array, secret: string) {
	const whole = createHmac("sha256", secret).update("unsubscribe\n").update(claims).digest();
	return whole.subarray(0, MAC_BYTES);
}
