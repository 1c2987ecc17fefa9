import { INTERNAL_ERROR_MESSAGE } from "#app/core/internal-error-message.ts";
import { log } from "#app/core/log.ts";
import type { ClaimedDelivery } from "#db/channels/deliveries.server.ts";
import type { NotificationToDeliver } from "#db/channels/recipients.server.ts";
import { CONFIRM_ADDRESS } from "#domain/notification/confirm-address.ts";
import { DEFAULT_NOTIFICATION_SETTINGS } from "#domain/notification/notification-settings.ts";
import { lazy } from "#workers/platform/lazy.ts";
import { type Attempt, failedAttempt } from "./channels/attempt.ts";
import type { DeliveryContext } from "./channels/delivery-context.ts";
import { wantsMail } from "./plan-deliveries.ts";

// The channels are loaded when there is something to send: they would slow down every start.
const loadMails = lazy(() => import("./channels/send-mails.ts"));
const loadPosts = lazy(() =>
	Promise.all([import("./channels/send-push.ts"), import("./channels/send-webhook.ts")]),
);

// Cloudflare lets an invocation wait for six connections at once; one is for mail.
const CONCURRENT_POSTS = 5;

/** Until there is room again, spread, so that what waits does not come back as one. */
const POSTPONE_MS = 20_000;

function postponedAttempt(): Attempt {
	return failedAttempt("Its host gets as many messages a minute as it may.", {
		verdict: "postpone",
		retryAfterMs: POSTPONE_MS * (1 + Math.random()),
	});
}

export type OnAttempt = (delivery: ClaimedDelivery, attempt: Attempt) => void;

/** Sends batches of deliveries: mails over one connection, pushes and webhooks five at a time beside. */
export class DeliverySender {
	readonly #context: DeliveryContext;
	/** Targets that did not answer. Each costs seconds, so this sender does not try them again. */
	readonly #unreachable = new Map<string, Attempt>();

	constructor(context: DeliveryContext) {
		this.#context = context;
	}

	/** Tries to send each, and calls `onAttempt` as soon as its attempt has ended. Does not throw. */
	async send(deliveries: ClaimedDelivery[], onAttempt: OnAttempt): Promise<void> {
		const wanted = deliveries.filter((delivery) => {
			const reason = skipReason(delivery);
			if (reason) onAttempt(delivery, failedAttempt(reason, { verdict: "give-up" }));
			return reason === null;
		});
		const isMail = ({ channel }: ClaimedDelivery) => channel === "email";
		const mails = wanted.filter(isMail);
		const posts = wanted.filter((delivery) => !isMail(delivery));
		await Promise.all([this.#sendByMail(mails, onAttempt), this.#sendByPost(posts, onAttempt)]);
	}

	async #sendByMail(mails: ClaimedDelivery[], onAttempt: OnAttempt) {
		if (mails.length === 0) return;
		const { sendMails } = await loadMails();
		const waiting = new Set(mails);
		try {
			await sendMails(mails, this.#context, (mail, attempt) => {
				waiting.delete(mail);
				onAttempt(mail, attempt);
			});
		} catch (error) {
			const attempt = internalFailure(error);
			for (const mail of waiting) onAttempt(mail, attempt);
		}
	}

	/** Postpones what a host would get beyond its share of this minute; returns the rest. */
	async #limitHosts(posts: ClaimedDelivery[], onAttempt: OnAttempt): Promise<ClaimedDelivery[]> {
		const rest = await Promise.all(
			[...Map.groupBy(posts, hostOf)].map(async ([host, deliveries]) => {
				if (host === "") return deliveries;
				const share = await this.#context.takeHostShare(host, deliveries.length);
				for (const delivery of deliveries.slice(share)) onAttempt(delivery, postponedAttempt());
				return deliveries.slice(0, share);
			}),
		);
		return rest.flat();
	}

	async #sendByPost(posts: ClaimedDelivery[], onAttempt: OnAttempt) {
		if (posts.length === 0) return;
		const [{ sendPush }, { sendWebhook }] = await loadPosts();
		const waiting = await this.#limitHosts(posts, onAttempt);
		const sendInTurn = async () => {
			for (let next = waiting.shift(); next; next = waiting.shift()) {
				const send = next.channel === "push" ? sendPush : sendWebhook;
				const known = this.#unreachable.get(next.targetId);
				const attempt = known ?? (await send(next, this.#context).catch(internalFailure));
				const isUnreachable = !attempt.ok && attempt.status === null && attempt.verdict === "retry";
				if (isUnreachable) this.#unreachable.set(next.targetId, attempt);
				onAttempt(next, attempt);
			}
		};
		await Promise.all(Array.from({ length: CONCURRENT_POSTS }, sendInTurn));
	}
}

/** Which host a webhook's delivery goes to, on whatever port. */
function hostOf({ channel, webhook }: ClaimedDelivery): string {
	return (channel === "webhook" && URL.parse(webhook?.url ?? "")?.hostname) || "";
}

/** Logs an unexpected error, and makes a failed attempt of it, so that the rest of the batch is sent. */
function internalFailure(error: unknown): Attempt {
	log.exception(error);
	return failedAttempt(`${INTERNAL_ERROR_MESSAGE}.`);
}

/** Why a planned delivery is not sent any more, as a sentence; null when it is sent. */
function skipReason(delivery: ClaimedDelivery): string | null {
	const { channel, type, taskStatus, recipient } = delivery;
	if (channel === "webhook" || type === CONFIRM_ADDRESS) return null;
	if (channel === "email" && recipient.emailConfirmedAt === null) {
		return "The address is not confirmed.";
	}
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
