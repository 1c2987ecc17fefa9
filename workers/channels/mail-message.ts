import MimeNode from "nodemailer/lib/mime-node";
import { type MailContent, mailHtml, mailText } from "#app/notifications/mail-content.ts";
import { createUnsubscribeToken } from "#app/notifications/unsubscribe-token.server.ts";
import { mailAddressOf } from "./mail-address.ts";
import type { Outgoing } from "./outgoing.ts";

type Mail = {
	/** Of the delivery: the same for each attempt, so that a mailbox can know a repeat. */
	id: string;
	userId: string;
	to: string;
	content: MailContent;
	date: Date;
};

/** A mail as it goes over the line: RFC 5322 and MIME, with CRLF line ends. */
export async function mailMessage(
	{ id, userId, to, content, date }: Mail,
	{ settings, origin }: Pick<Outgoing, "settings" | "origin">,
): Promise<string> {
	const { MAIL_FROM, AUTH_SECRET } = settings;
	const token = createUnsubscribeToken({ userId, kind: content.kind }, AUTH_SECRET);
	const unsubscribe = origin && `${origin}/unsubscribe/${token}`;
	const links = { origin, unsubscribe };
	const root = new MimeNode("multipart/alternative", { newline: "\r\n" });
	root.setHeader({
		From: MAIL_FROM,
		To: to,
		Subject: content.subject,
		Date: date.toUTCString().replace("GMT", "+0000"),
		"Message-ID": `<${id}@${mailAddressOf(MAIL_FROM).split("@").at(-1)}>`,
		// RFC 3834: nobody's holiday note should answer.
		"Auto-Submitted": "auto-generated",
	});
	if (unsubscribe) {
		root.setHeader({
			"List-Unsubscribe": `<${unsubscribe}>`,
			// RFC 8058: by one POST.
			"List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
		});
	}
	root.createChild("text/plain; charset=utf-8").setContent(mailText(content, links));
	root.createChild("text/html; charset=utf-8").setContent(mailHtml(content, links));
	const message = (await root.build()).toString();
	return message.replace(/\r?\n/g, "\r\n");
}
