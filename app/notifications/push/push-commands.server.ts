import { Conflict, Invalid, NotFound } from "#app/core/errors.ts";
import { newId } from "#app/core/id.server.ts";
import type { Scope } from "#app/core/scope.server.ts";
import { failPendingDeliveries } from "#db/channels/deliveries.server.ts";
import {
	deleteOthersPushSubscriptions,
	deletePushEndpoint,
	deletePushSubscription,
	upsertPushSubscription,
} from "#db/channels/push-subscriptions.server.ts";
import { transact } from "#db/client.server.ts";
import { type TargetPolicy, targetRefusal } from "#domain/notification/public-target.ts";

const DEVICES_MAX = 20;

type PushScope = Pick<Scope, "db" | "userId" | "now">;

type Subscription = {
	/** What it ends with: a session by its hashed id, or a program's sign-in. */
	under: { sessionId: string } | { signInId: string };
	endpoint: string;
	keys: { p256dh: string; auth: string };
	userAgent: string;
};

/**
 * Subscribes a browser to the user's notifications for as long as it is signed in, or replaces its keys. Another user who subscribed
 * the same browser before is unsubscribed. Throws `Invalid` for an endpoint that must not be called
 * (decision 016), `Conflict` when the user has `DEVICES_MAX` already.
 */
export async function addDevice(
	{ db, userId, now }: PushScope,
	{ under, endpoint, keys, userAgent }: Subscription,
	policy: TargetPolicy,
): Promise<{ id: string; createdAt: Date }> {
	const refusal = targetRefusal(endpoint, policy);
	if (refusal) throw new Invalid([{ path: "endpoint", message: refusal }]);
	const owner = { sessionId: null, signInId: null, ...under };
	const row = { id: newId(), userId, endpoint, ...keys, userAgent, ...owner, createdAt: now };
	const { kept } = await transact(db, {
		others: deleteOthersPushSubscriptions(db, row),
		kept: upsertPushSubscription(row, DEVICES_MAX),
	});
	const [device] = kept;
	if (!device) {
		throw new Conflict(
			`There are ${DEVICES_MAX} devices already. Remove one in the settings first.`,
		);
	}
	return device;
}

/** Unsubscribes the browser with that endpoint. Throws `NotFound`. */
export async function removeEndpoint({ db, userId }: PushScope, endpoint: string): Promise<void> {
	const { removed } = await transact(db, { removed: deletePushEndpoint(db, userId, endpoint) });
	if (removed.length === 0) throw noDevice();
}

/** Unsubscribes a browser by its id in the list of devices. Throws `NotFound`. */
export async function removeDevice({ db, userId }: PushScope, id: string): Promise<void> {
	const { removed } = await transact(db, {
		removed: deletePushSubscription(db, userId, id),
		deliveries: failPendingDeliveries(userId, id, "The device was removed."),
	});
	if (removed.length === 0) throw noDevice();
}

function noDevice() {
	return new NotFound("There is no such device.");
}
