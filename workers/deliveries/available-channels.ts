import type { AvailableChannels } from "#domain/notification/channels.ts";
import { connect } from "#workers/platform/databases.ts";
import { canSendMail, readSettings } from "#workers/platform/settings.ts";
import { sendPlanned } from "./deliver-events.ts";

/** What this server can do about notifications, for one request. */
export function availableChannels(
	env: Env,
	context: Pick<ExecutionContext, "waitUntil">,
): AvailableChannels {
	const settings = readSettings(env);
	return {
		hasMail: canSendMail(settings),
		hasPush: settings.VAPID_PRIVATE_KEY !== undefined,
		allowPrivateNetwork: settings.ALLOW_PRIVATE_NETWORK,
		send(userId, sourceIds) {
			// On a connection of its own: nobody waits for these trips.
			const db = connect(env, userId).open();
			context.waitUntil(sendPlanned({ env, db, userId, sourceIds, now: new Date() }));
		},
	};
}
