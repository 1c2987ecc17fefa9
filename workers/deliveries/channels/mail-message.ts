import { createUnsubscribeToken } from "#app/notifications/mail/unsubscribe-token.server.ts";
import {
	type MailContent,
	renderMailHtml,
	renderMailText,
} from "#domain/notification/mail-content.ts";
import type { DeliveryContext } from "./delivery-context.ts";
import { mailAddressOf } from "./mail-address.ts";
import { addressHeader, header, multipartAlternative, plainHeader } from "./mime.ts";

type Mail = {
	/** Of the delivery: the same for each attempt, so that a mailbox can know a repeat. */
	id: string;
	userId: string;
	to: string;
	content: MailContent;
	date: Date;
};

/** A mail as it goes over the line. */
export function mailMessage(
	{ id, userId, to, content, date }: Mail,
	{ settings, origin }: Pick<DeliveryContext, "settings" | "origin">,
): string {
	const { MAIL_FROM, AUTH_SECRET } = settings;
	const { kind } = content;
	const unsubscribe =
		origin && kind !== "account"
			? `${origin}/unsubscribe/${createUnsubscribeToken({ userId, kind }, AUTH_SECRET)}`
			: null;
	const links = { origin, unsubscribe };
	const headers = [
		addressHeader("From", MAIL_FROM),
		addressHeader("To", to),
		header("Subject", content.subject),
		plainHeader("Date", date.toUTCString().replace("GMT", "+0000")),
		plainHeader("Message-ID", `<${id}@${mailAddressOf(MAIL_FROM).split("@").at(-1)}>`),
		// RFC 3834: nobody's holiday note should answer.
		"Auto-Submitted: auto-generated",
	];
	if (unsubscribe) {
		headers.push(
			plainHeader("List-Unsubscribe", `<${unsubscribe}>`),
			// RFC 8058: by one POST.
			"List-Unsubscribe-Post: List-Unsubscribe=One-Click",
		);
	}
	const parts = { text: renderMailText(content, links), html: renderMailHtml(content, links) };
	// No line of quoted-printable has an underscore behind an equals sign (RFC 2045, section 6.7).
	return multipartAlternative(headers, parts, `=_${id}`);
}
