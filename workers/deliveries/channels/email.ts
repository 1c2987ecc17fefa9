import type { ClaimedDelivery } from "#db/channels/deliveries.server.ts";
import type { MailContent } from "#domain/notification/mail-content.ts";
import { Smtp } from "../smtp/smtp-client.ts";
import { SmtpError } from "../smtp/smtp-error.ts";
import { readSmtpUrl } from "../smtp/smtp-server-url.ts";
import { type Attempt, failure } from "./attempt.ts";
import { mailAddressOf } from "./mail-address.ts";
import { mailMessage } from "./mail-message.ts";
import type { Outgoing } from "./outgoing.ts";

/** Sends mails one after the other, in one conversation as long as it lasts. */
export async function sendMails(
	deliveries: ClaimedDelivery[],
	outgoing: Outgoing,
	onEnd: (delivery: ClaimedDelivery, attempt: Attempt) => void,
): Promise<void> {
	const { SMTP_URL } = outgoing.settings;
	if (!SMTP_URL) {
		const attempt = failure("E-mail is not set up on this server.", { verdict: "give-up" });
		for (const delivery of deliveries) onEnd(delivery, attempt);
		return;
	}
	const options = { server: readSmtpUrl(SMTP_URL), name: helloName(outgoing.origin) };
	const waiting = [...deliveries];
	while (waiting.length > 0) {
		let smtp: Smtp;
		try {
			smtp = await Smtp.open(options);
		} catch (error) {
			const attempt = failureOf(error);
			for (const delivery of waiting.splice(0)) onEnd(delivery, attempt);
			return;
		}
		while (smtp.isUsable && waiting.length > 0) {
			const delivery = waiting.shift() as ClaimedDelivery;
			onEnd(delivery, await sendMail(smtp, delivery, outgoing));
		}
		await smtp.quit();
	}
}

async function sendMail(
	smtp: Smtp,
	{ id, userId, recipient, payload, createdAt }: ClaimedDelivery,
	outgoing: Outgoing,
): Promise<Attempt> {
	const content = payload as MailContent;
	const mail = { id, userId, to: recipient.email, content, date: createdAt };
	const from = mailAddressOf(outgoing.settings.MAIL_FROM);
	try {
		await smtp.send({ from, to: recipient.email }, mailMessage(mail, outgoing));
		return { ok: true, status: 250 };
	} catch (error) {
		return failureOf(error);
	}
}

function failureOf(error: unknown) {
	if (!(error instanceof SmtpError)) throw error;
	const { message, code, isFinal } = error;
	return failure(message, { status: code, verdict: isFinal ? "give-up" : "retry" });
}

/** RFC 5321, section 4.1.3: an address stands in brackets. */
function helloName(origin: string | null): string {
	const host = origin ? new URL(origin).hostname : "localhost";
	if (host.startsWith("[")) return `[IPv6:${host.slice(1)}`;
	return /^[\d.]+$/.test(host) ? `[${host}]` : host;
}
