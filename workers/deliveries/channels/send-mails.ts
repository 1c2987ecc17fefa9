import {
	confirmationPath,
	confirmationToken,
} from "#app/auth/confirmation/confirmation-token.server.ts";
import { log } from "#app/core/log.ts";
import type { ClaimedDelivery } from "#db/channels/deliveries.server.ts";
import { CONFIRM_ADDRESS, confirmAddressContent } from "#domain/notification/confirm-address.ts";
import type { MailContent } from "#domain/notification/mail-content.ts";
import { Smtp } from "#workers/deliveries/smtp/smtp-client.ts";
import { SmtpError } from "#workers/deliveries/smtp/smtp-error.ts";
import { parseSmtpUrl } from "#workers/deliveries/smtp/smtp-server-url.ts";
import type { Settings } from "#workers/platform/settings.ts";
import { type Attempt, failedAttempt } from "./attempt.ts";
import type { DeliveryContext } from "./delivery-context.ts";
import { mailAddressOf } from "./mail-address.ts";
import { mailMessage } from "./mail-message.ts";

/** Sends mails one after the other, in one conversation as long as it lasts. */
export async function sendMails(
	deliveries: ClaimedDelivery[],
	context: DeliveryContext,
	onAttempt: (delivery: ClaimedDelivery, attempt: Attempt) => void,
): Promise<void> {
	const { SMTP_URL } = context.settings;
	if (!SMTP_URL) {
		const attempt = failedAttempt("E-mail is not set up on this server.", { verdict: "give-up" });
		for (const delivery of deliveries) onAttempt(delivery, attempt);
		return;
	}
	const options = { server: parseSmtpUrl(SMTP_URL), name: helloName(context.origin) };
	const waiting = [...deliveries];
	while (waiting.length > 0) {
		let smtp: Smtp;
		try {
			smtp = await Smtp.open(options);
		} catch (error) {
			const attempt = failureOf(error);
			// All mail waits for whoever runs the server.
			log.warn(attempt.error, { channel: "mail" });
			for (const delivery of waiting.splice(0)) onAttempt(delivery, attempt);
			return;
		}
		while (smtp.isUsable && waiting.length > 0) {
			const delivery = waiting.shift() as ClaimedDelivery;
			onAttempt(delivery, await sendMail(smtp, delivery, context));
		}
		await smtp.quit();
	}
}

async function sendMail(
	smtp: Smtp,
	delivery: ClaimedDelivery,
	context: DeliveryContext,
): Promise<Attempt> {
	const { id, userId, recipient, createdAt } = delivery;
	const content = contentOf(delivery, context.settings);
	const mail = { id, userId, to: recipient.email, content, date: createdAt };
	const from = mailAddressOf(context.settings.MAIL_FROM);
	const quota = context.mailQuota;
	if (!(await quota.take(userId, recipient.email))) {
		return failedAttempt("As much mail as one account or address gets in a day was sent.", {
			verdict: "give-up",
		});
	}
	try {
		await smtp.send({ from, to: recipient.email }, mailMessage(mail, context));
		return { ok: true, status: 250 };
	} catch (error) {
		await quota.giveBack(userId, recipient.email);
		return failureOf(error);
	}
}

/** The link of a confirmation is made here: nothing else keeps what confirms an address. */
function contentOf(
	{ type, sourceId, payload }: ClaimedDelivery,
	{ AUTH_SECRET }: Settings,
): MailContent {
	if (type !== CONFIRM_ADDRESS) return payload as MailContent;
	return confirmAddressContent(confirmationPath(confirmationToken(sourceId, AUTH_SECRET)));
}

function failureOf(error: unknown) {
	if (!(error instanceof SmtpError)) throw error;
	const { message, code, isFinal } = error;
	return failedAttempt(message, { status: code, verdict: isFinal ? "give-up" : "retry" });
}

/** RFC 5321, section 4.1.3: an address stands in brackets. */
function helloName(origin: string | null): string {
	const host = origin ? new URL(origin).hostname : "localhost";
	if (host.startsWith("[")) return `[IPv6:${host.slice(1)}`;
	return /^[\d.]+$/.test(host) ? `[${host}]` : host;
}
