import { digestContent } from "#app/notifications/digest-content.ts";
import type { MailContent } from "#app/notifications/mail-content.ts";
import { localTime } from "#app/tasks/task-view.server.ts";
import { type Db, type Statement, transact } from "#db/client.server.ts";
import {
	claimDeliveriesAbout,
	claimDueDeliveries,
	insertDeliveries,
	readClaimed,
} from "#db/deliveries.server.ts";
import {
	findRecipient,
	listNotificationsToDeliver,
	listPushTargets,
	listWebhookTargets,
	type NotificationToDeliver,
} from "#db/recipients.server.ts";
import { countTasks, listTasks } from "#db/tasks.server.ts";
import { type Outgoing, outgoingOf } from "../channels/outgoing.ts";
import type { Consumer } from "./consumer.ts";
import { planDeliveries, sourceOf } from "./plan.ts";
import { sendAll } from "./send.ts";
import { type End, settle } from "./settle.ts";
import { wakeUp } from "./wake-up.ts";

/** How many are under way at once, and so read into memory and written back together. */
const BATCH = 50;

/** Longer than sending a batch can take: who has not settled it by then is dead. */
const LEASE_MS = 10 * 60_000;

/** After that long the rest is left to the sweep: a queue's consumer has to come to an end. */
const WORK_FOR_MS = 20_000;

/**
 * Takes news of a user to their devices, mailbox and webhooks. What is to go where is written down
 * first, once, by a unique index; then it is claimed and sent, and what fails is left to
 * `retryDeliveries`.
 */
export const deliverEvents: Consumer = async ({
	env,
	db,
	userId,
	events,
	notificationIds,
	now,
}) => {
	const clock = clockFrom(now);
	const outgoing = outgoingOf(env, clock);
	const [recipient, devices, webhooks, notifications] = await Promise.all([
		findRecipient(db, userId),
		listPushTargets(db, userId),
		listWebhookTargets(db, userId),
		listNotificationsToDeliver(db, userId, notificationIds),
	]);
	if (!recipient) return;
	const hasMail = outgoing.settings.SMTP_URL !== undefined;
	const { timeZone } = recipient;
	const digests = hasMail
		? await writeDigests(db, { userId, timeZone, notifications, now })
		: new Map<string, MailContent>();
	const planned = planDeliveries(
		{ ...recipient, userId, devices, webhooks, hasMail },
		{ events, notifications, digests, now },
	);
	if (planned.length === 0) return;
	const sourceIds = [...events.map(({ id }) => id), ...notifications.map(sourceOf)];
	await work(
		{ env, db, outgoing },
		{
			first: insertDeliveries(userId, planned, now),
			claim: (claim) => claimDeliveriesAbout(userId, sourceIds, claim),
		},
	);
};

type Planned = { env: Env; db: Db; userId: string; sourceIds: string[]; now: Date };

/** Sends what has been planned about those sources and is due. */
export async function sendPlanned({ env, db, userId, sourceIds, now }: Planned): Promise<void> {
	const outgoing = outgoingOf(env, clockFrom(now));
	const claimAbout: Work["claim"] = (claim) => claimDeliveriesAbout(userId, sourceIds, claim);
	await work({ env, db, outgoing }, { first: [], claim: claimAbout });
}

/** Sends what is due, of all users: what has failed before, waited for a morning, or was left over. */
export async function retryDeliveries(db: Db, now: Date, env: Env): Promise<void> {
	const outgoing = outgoingOf(env, clockFrom(now));
	await work({ env, db, outgoing }, { first: [], claim: claimDueDeliveries });
}

type Around = { env: Env; db: Db; outgoing: Outgoing };

type Work = {
	/** Written together with the first claim. */
	first: Statement[];
	claim: (claim: { now: Date; leaseUntil: Date; limit: number }) => Statement;
};

/** Claims and sends until nothing is left: one trip to D1 a batch, and one to begin with. */
async function work({ env, db, outgoing }: Around, { first, claim }: Work): Promise<void> {
	const started = outgoing.now().getTime();
	let writes = first;
	for (;;) {
		const now = outgoing.now();
		const isOver = now.getTime() - started > WORK_FOR_MS;
		const leaseUntil = new Date(now.getTime() + LEASE_MS);
		const next = isOver ? [] : [claim({ now, leaseUntil, limit: BATCH })];
		if (writes.length + next.length === 0) return;
		const results = await transact(db, [...writes, ...next]);
		const claimed = isOver ? [] : readClaimed(results.at(-1));
		if (claimed.length === 0) return;
		const attempts = await sendAll(claimed, outgoing);
		const after = outgoing.now();
		const { statements, settlements, ended } = settle(db, claimed, attempts, after);
		await wakeUp(env, claimed, settlements, after);
		writes = statements;
		if (ended.length > 0) {
			writes = [];
			await tellOwners({ env, db, outgoing }, ended, await transact(db, statements));
		}
	}
}

/** Of webhooks that were switched off: as of anything else, and on their open pages. */
async function tellOwners({ env, db, outgoing }: Around, ended: End[], results: D1Result[]) {
	for (const { userId, notificationId, place } of ended) {
		if (results[place]?.results.length === 0) continue;
		const notificationIds = [notificationId];
		await Promise.all([
			deliverEvents({ env, db, userId, events: [], notificationIds, now: outgoing.now() }),
			env.USER_OBJECT.getByName(userId).changed([]),
		]);
	}
}

/** The time of now, as it goes on from the one that was given. */
function clockFrom(now: Date): () => Date {
	const started = Date.now();
	return () => new Date(now.getTime() + Date.now() - started);
}

const DIGEST_TASKS = 50;

type DigestsOf = {
	userId: string;
	timeZone: string;
	notifications: NotificationToDeliver[];
	now: Date;
};

/** What the daily mails among the notifications say, by their ids. */
async function writeDigests(db: Db, { userId, timeZone, notifications, now }: DigestsOf) {
	const daily = notifications.filter(({ type }) => type === "daily-digest");
	if (daily.length === 0) return new Map<string, MailContent>();
	const time = localTime({ timeZone, now });
	const query = { status: "pending", due: "today", page: 1, limit: DIGEST_TASKS } as const;
	const [tasks, total] = await Promise.all([
		listTasks(db, userId, query, time),
		countTasks(db, userId, query, time),
	]);
	const content = digestContent({ timeZone, now, tasks, total });
	return new Map(daily.map(({ id }) => [id, content]));
}
