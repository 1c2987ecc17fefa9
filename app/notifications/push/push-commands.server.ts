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

export const DEVICES_MAX = 20;

type PushScope = Pick<Scope, "db" | "userId" | "now">;

type Subscription = {
	endpoint: string;
	keys: { p256dh: string; auth: string };
	userAgent: string;
};

/**
 * Lets notifications come to a browser, or goes on to with its newest keys. Whoever used that browser
 * before gets none there any more. Throws `Invalid` for an endpoint that may not be called, `Conflict`
 * when there are too many.
 */
export async function addDevice(
	{ db, userId, now }: PushScope,
	{ endpoint, keys, userAgent }: Subscription,
	policy: TargetPolicy,
): Promise<{ id: string; createdAt: Date }> {
	const refusal = targetRefusal(endpoint, policy);
	if (refusal) throw new Invalid([{ path: "endpoint", message: refusal }]);
	const row = { id: newId(), userId, endpoint, ...keys, userAgent, createdAt: now };
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

/** Ends notifications in the browser of an endpoint. Throws `NotFound`. */
export async function removeEndpoint({ db, userId }: PushScope, endpoint: string): Promise<void> {
	const { removed } = await transact(db, { removed: deletePushEndpoint(db, userId, endpoint) });
	if (removed.length === 0) throw noDevice();
}

/** The same by the device's id. Throws `NotFound`. */
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
