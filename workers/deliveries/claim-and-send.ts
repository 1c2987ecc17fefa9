import type { ClaimedDelivery, ClaimOptions } from "#db/channels/deliveries.server.ts";
import { type Db, type ReturningStatement, type Statement, transact } from "#db/client.server.ts";
import { MINUTE_MS } from "#domain/time/durations.ts";
import type { Attempt } from "./channels/attempt.ts";
import type { DeliveryContext } from "./channels/delivery-context.ts";
import { planOutcomeWrites } from "./plan-outcome-writes.ts";
import { scheduleRetry } from "./schedule-retry.ts";
import { DeliverySender } from "./send-deliveries.ts";

/** How many deliveries are in memory and being sent at once. */
const BATCH = 50;

/** Longer than sending a batch can take: a claim that is older belongs to a worker that died. */
const LEASE_MS = 10 * MINUTE_MS;

/** After that long the rest is left to the sweep, since an invocation of a queue consumer is limited. */
const WORK_FOR_MS = 20_000;

/**
 * Attempts that end within this time are recorded in one trip. It is short because after a crash a
 * message that was sent and not recorded is sent again.
 */
const GATHER_MS = 50;

export type DeliveryDeps = {
	env: Env;
	db: Db;
	context: DeliveryContext;
	/** Delivers a notification that recording made: that a webhook was switched off. */
	notifyOwner: (userId: string, notificationId: string) => Promise<void>;
};

type Work = {
	/** Written together with the first claim. */
	first: Statement[];
	claim: (options: ClaimOptions) => ReturningStatement<ClaimedDelivery>;
};

/** Claims due deliveries in batches and sends them, until none is left or 20 s have passed. Throws what D1 throws. */
export async function claimAndSend(deps: DeliveryDeps, { first, claim }: Work): Promise<void> {
	const { db, context } = deps;
	const started = context.now().getTime();
	const sender = new DeliverySender(context);
	let writes = first;
	for (;;) {
		const now = context.now();
		if (now.getTime() - started > WORK_FOR_MS) return;
		const leaseUntil = new Date(now.getTime() + LEASE_MS);
		const { claimed } = await transact(db, {
			writes,
			claimed: claim({ now, leaseUntil, limit: BATCH }),
		});
		if (claimed.length === 0) return;
		const outcomes = new OutcomeRecorder(deps);
		await sender.send(claimed, (delivery, attempt) => outcomes.add({ delivery, attempt }));
		await outcomes.flush();
		if (claimed.length < BATCH) return;
		writes = [];
	}
}

type DeliveryOutcome = { delivery: ClaimedDelivery; attempt: Attempt };

/** Records how attempts ended, in one transaction for all that end within `GATHER_MS`. */
class OutcomeRecorder {
	readonly #deps: DeliveryDeps;
	#waiting: DeliveryOutcome[] = [];
	#timer: ReturnType<typeof setTimeout> | undefined;
	#writes: Promise<void> = Promise.resolve();

	constructor(deps: DeliveryDeps) {
		this.#deps = deps;
	}

	add(outcome: DeliveryOutcome): void {
		this.#waiting.push(outcome);
		this.#timer ??= setTimeout(() => this.#writeNext(), GATHER_MS);
	}

	/** Resolves when all outcomes are recorded; throws what writing them threw. */
	async flush(): Promise<void> {
		this.#writeNext();
		await this.#writes;
	}

	#writeNext() {
		clearTimeout(this.#timer);
		this.#timer = undefined;
		const outcomes = this.#waiting.splice(0);
		if (outcomes.length === 0) return;
		this.#writes = this.#writes.then(() => this.#write(outcomes));
		// Not unhandled: whoever awaits `#writes` gets the error.
		this.#writes.catch(() => {});
	}

	async #write(outcomes: DeliveryOutcome[]) {
		const { env, db, context, notifyOwner } = this.#deps;
		const now = context.now();
		const { statements, settlements, ended } = planOutcomeWrites(db, outcomes, now);
		const { notificationIds } = await transact(db, { notificationIds: statements });
		await scheduleRetry(env, outcomes, settlements, now);
		for (const { userId, notificationId } of ended) {
			if (notificationIds.includes(notificationId)) await notifyOwner(userId, notificationId);
		}
	}
}
