import { rootCause } from "#app/errors.ts";
import { DEFAULT_NOTIFICATION_SETTINGS } from "#app/notifications/notification-settings.ts";
import type { ClaimedDelivery } from "#db/deliveries.server.ts";
import type { NotificationToDeliver } from "#db/recipients.server.ts";
import { type Attempt, failure } from "../channels/attempt.ts";
import type { Outgoing } from "../channels/outgoing.ts";
import { wantsMail } from "./plan.ts";

// Cloudflare lets an invocation wait for six connections at once; one is for mail.
const AT_ONCE = 5;

/** Tries to send deliveries, mail beside the rest, and answers how each attempt has ended. */
export async function sendAll(
	deliveries: ClaimedDelivery[],
	outgoing: Outgoing,
): Promise<Map<string, Attempt>> {
	const attempts = new Map<string, Attempt>();
	const wanted: ClaimedDelivery[] = [];
	for (const delivery of deliveries) {
		const reason = reasonNotTo(delivery);
		if (reason) attempts.set(delivery.id, failure(reason, { verdict: "give-up" }));
		else wanted.push(delivery);
	}
	const mails = wanted.filter(({ channel }) => channel === "email");
	const posts = wanted.filter(({ channel }) => channel !== "email");
	await Promise.all([sendByMail(mails, outgoing, attempts), sendByPost(posts, outgoing, attempts)]);
	return attempts;
}

// The channels are loaded when there is something to send: they would slow down every start.
async function sendByMail(
	mails: ClaimedDelivery[],
	outgoing: Outgoing,
	attempts: Map<string, Attempt>,
) {
	if (mails.length === 0) return;
	const { sendMails } = await import("../channels/email.ts");
	const ended = await sendMails(mails, outgoing).catch((error) => mails.map(() => ourFault(error)));
	for (const [index, { id }] of mails.entries()) attempts.set(id, ended[index] as Attempt);
}

async function sendByPost(
	posts: ClaimedDelivery[],
	outgoing: Outgoing,
	attempts: Map<string, Attempt>,
) {
	if (posts.length === 0) return;
	const [{ sendPush }, { sendWebhook }] = await Promise.all([
		import("../channels/push.ts"),
		import("../channels/webhook.ts"),
	]);
	const waiting = [...posts];
	const sendInTurn = async () => {
		for (let next = waiting.shift(); next; next = waiting.shift()) {
			const send = next.channel === "push" ? sendPush : sendWebhook;
			attempts.set(next.id, await send(next, outgoing).catch(ourFault));
		}
	};
	await Promise.all(Array.from({ length: AT_ONCE }, sendInTurn));
}

/** What nobody foresaw is logged, and must not keep the others of its batch waiting. */
function ourFault(error: unknown): Attempt {
	const { message, stack } = rootCause(error);
	console.error(JSON.stringify({ level: "error", message, stack }));
	return failure("Something went wrong on our side.");
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
