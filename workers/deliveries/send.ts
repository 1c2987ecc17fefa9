import { rootCause } from "#app/core/errors.ts";
import { INTERNAL_ERROR_MESSAGE } from "#app/core/internal-error-message.ts";
import type { ClaimedDelivery } from "#db/channels/deliveries.server.ts";
import type { NotificationToDeliver } from "#db/channels/recipients.server.ts";
import { DEFAULT_NOTIFICATION_SETTINGS } from "#domain/notification/notification-settings.ts";
import { type Attempt, failure } from "./channels/attempt.ts";
import type { Outgoing } from "./channels/outgoing.ts";
import { wantsMail } from "./plan.ts";

// Cloudflare lets an invocation wait for six connections at once; one is for mail.
const AT_ONCE = 5;

export type OnEnd = (delivery: ClaimedDelivery, attempt: Attempt) => void;

/** Sends batches of deliveries, one after the other, mail beside the rest. */
export class Sender {
	readonly #outgoing: Outgoing;
	/** Targets that nobody was at: each costs seconds, so it is not waited for again by this sender. */
	readonly #absent = new Map<string, Attempt>();

	constructor(outgoing: Outgoing) {
		this.#outgoing = outgoing;
	}

	/** Tries to send each, and tells how it has ended as soon as it has. Does not throw. */
	async send(deliveries: ClaimedDelivery[], onEnd: OnEnd): Promise<void> {
		const wanted = deliveries.filter((delivery) => {
			const reason = reasonNotTo(delivery);
			if (reason) onEnd(delivery, failure(reason, { verdict: "give-up" }));
			return reason === null;
		});
		const isMail = ({ channel }: ClaimedDelivery) => channel === "email";
		const mails = wanted.filter(isMail);
		const posts = wanted.filter((delivery) => !isMail(delivery));
		await Promise.all([this.#sendByMail(mails, onEnd), this.#sendByPost(posts, onEnd)]);
	}

	// The channels are loaded when there is something to send: they would slow down every start.
	async #sendByMail(mails: ClaimedDelivery[], onEnd: OnEnd) {
		if (mails.length === 0) return;
		const { sendMails } = await import("./channels/email.ts");
		const waiting = new Set(mails);
		try {
			await sendMails(mails, this.#outgoing, (mail, attempt) => {
				waiting.delete(mail);
				onEnd(mail, attempt);
			});
		} catch (error) {
			const attempt = ourFault(error);
			for (const mail of waiting) onEnd(mail, attempt);
		}
	}

	async #sendByPost(posts: ClaimedDelivery[], onEnd: OnEnd) {
		if (posts.length === 0) return;
		const [{ sendPush }, { sendWebhook }] = await Promise.all([
			import("./channels/push.ts"),
			import("./channels/webhook.ts"),
		]);
		const waiting = [...posts];
		const sendInTurn = async () => {
			for (let next = waiting.shift(); next; next = waiting.shift()) {
				const send = next.channel === "push" ? sendPush : sendWebhook;
				const absence = this.#absent.get(next.targetId);
				const attempt = absence ?? (await send(next, this.#outgoing).catch(ourFault));
				const isAbsent = !attempt.ok && attempt.status === null && attempt.verdict === "retry";
				if (isAbsent) this.#absent.set(next.targetId, attempt);
				onEnd(next, attempt);
			}
		};
		await Promise.all(Array.from({ length: AT_ONCE }, sendInTurn));
	}
}

/** What nobody foresaw is logged, and must not keep the others of its batch waiting. */
function ourFault(error: unknown): Attempt {
	const { message, stack } = rootCause(error);
	console.error(JSON.stringify({ level: "error", message, stack }));
	return failure(`${INTERNAL_ERROR_MESSAGE}.`);
}

/** Why something that was planned should not reach its owner any more; null when it should. */
function reasonNotTo(delivery: ClaimedDelivery): string | null {
	const { channel, type, taskStatus, recipient } = delivery;
	if (channel === "webhook") return null;
	const settings = recipient.settings ?? DEFAULT_NOTIFICATION_SETTINGS;
	const notificationType = type as NotificationToDeliver["type"];
	const isWanted =
		channel === "push" ? settings.push : wantsMail({ type: notificationType }, settings);
	if (!isWanted) return "It was switched off in the settings.";
	const { taskId } = delivery.payload as { taskId: number | null };
	if (type === "reminder-due" && taskId !== null && taskStatus !== "pending") {
		return "The task was done or deleted before it was sent.";
	}
	return null;
}
