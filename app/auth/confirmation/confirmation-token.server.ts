import { createHash, createHmac } from "node:crypto";

/*
 * The token in the link that confirms an address is made of a random id and AUTH_SECRET, when the mail is
 * sent. The database has the id, of which nobody makes the token without AUTH_SECRET, and its hash. So
 * a mail that is tried again has the same link.
 */

/** The token of a confirmation with that random id; `secret` is AUTH_SECRET. */
export function confirmationToken(id: string, secret: string): string {
	return createHmac("sha256", secret).update(`confirm-address\n${id}`).digest("base64url");
}

/** SHA-256 in hex, under which the database knows the token. */
export function hashConfirmationToken(token: string): string {
	return createHash("sha256").update(token).digest("hex");
}

/** Where the link leads. */
export function confirmationPath(token: string): string {
	return `/verify/${token}`;
}
