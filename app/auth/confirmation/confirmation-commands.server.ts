import { recordAccountEvent } from "#app/auth/events/account-events.server.ts";
import { Conflict, RateLimited } from "#app/core/errors.ts";
import { newId } from "#app/core/id.server.ts";
import type { Scope } from "#app/core/scope.server.ts";
import {
	confirmEmail,
	findConfirmation,
	findEmailState,
	insertConfirmation,
	listConfirmationTimes,
} from "#db/accounts/confirmations.server.ts";
import { insertDeliveries } from "#db/channels/deliveries.server.ts";
import { type Db, type Statement, transact } from "#db/client.server.ts";
import type { AvailableChannels } from "#domain/notification/channels.ts";
import { CONFIRM_ADDRESS } from "#domain/notification/confirm-address.ts";
import { DAY_MS, HOUR_MS } from "#domain/time/durations.ts";
import { confirmationToken, hashConfirmationToken } from "./confirmation-token.server.ts";

const LIVES_MS = DAY_MS;
/** How many links a user may ask for in an hour. */
const LINKS_PER_HOUR = 5;

/** `secret` is AUTH_SECRET. */
type NewConfirmation = { userId: string; email: string; now: Date; secret: string };

/**
 * The statements that have a link mailed to the user's address, which confirms it. Once they are written
 * the delivery of the source `id` is due.
 */
export function planConfirmation(
	db: Db,
	{ userId, email, now, secret }: NewConfirmation,
): { id: string; statements: Statement[] } {
	// Random, unlike ids that sort.
	const id = crypto.randomUUID();
	const mail = {
		id: newId(),
		channel: "email" as const,
		targetId: userId,
		sourceId: id,
		type: CONFIRM_ADDRESS,
		payload: { taskId: null },
		nextAttemptAt: now,
	};
	return {
		id,
		statements: [
			...insertConfirmation(db, {
				id: hashConfirmationToken(confirmationToken(id, secret)),
				userId,
				email,
				createdAt: now,
				expiresAt: new Date(now.getTime() + LIVES_MS),
			}),
			...insertDeliveries(userId, [mail], now),
		],
	};
}

export type ConfirmationScope = Pick<Scope, "db" | "userId" | "now"> & {
	session: Promise<{ user: { email: string } }>;
	/** AUTH_SECRET. */
	secret: string;
	channels: Pick<AvailableChannels, "hasMail" | "send">;
};

/**
 * Mails the signed-in user another link to confirm their address. Throws `Conflict` when there is nothing
 * to confirm or no mail, and `RateLimited`.
 */
export async function requestConfirmation(scope: ConfirmationScope): Promise<void> {
	const { db, userId, now, secret, channels } = scope;
	const since = new Date(now.getTime() - HOUR_MS);
	const [{ user }, { emailConfirmedAt }, times] = await Promise.all([
		scope.session,
		findEmailState(db, userId),
		listConfirmationTimes(db, userId, since),
	]);
	if (!channels.hasMail) throw new Conflict("E-mail isn't set up on this server.");
	if (emailConfirmedAt) throw new Conflict("This address is confirmed already.");
	const first = times.at(-LINKS_PER_HOUR);
	if (first) {
		const seconds = Math.ceil((first.getTime() - since.getTime()) / 1000);
		throw new RateLimited(
			`${LINKS_PER_HOUR} links were sent in the last hour. Look into your spam folder, too, or try again later.`,
			seconds,
			{ name: "confirmations", limit: LINKS_PER_HOUR, windowSeconds: HOUR_MS / 1000 },
		);
	}
	const { id, statements } = planConfirmation(db, { userId, email: user.email, now, secret });
	await transact(db, statements);
	channels.send(userId, [id]);
}

type LinkScope = Pick<Scope, "db" | "now" | "actor" | "requestId" | "publishEvents">;

/** The user and the address that a link would confirm; null when it was used or has expired. */
export async function findOpenConfirmation(
	{ db, now }: Pick<LinkScope, "db" | "now">,
	token: string,
) {
	return findConfirmation(db, hashConfirmationToken(token), now);
}

/**
 * Confirms the address that a link was sent to, by whoever has the link. Returns whether it did: not
 * when the link was used or has expired.
 */
export async function confirmAddress(scope: LinkScope, token: string): Promise<boolean> {
	const confirmation = await findOpenConfirmation(scope, token);
	if (!confirmation) return false;
	const { db, now } = scope;
	await recordAccountEvent(
		scope,
		confirmation.userId,
		"address-confirmed",
		confirmEmail(db, { ...confirmation, now }),
	);
	return true;
}
