import type { ClaimedDelivery, ClaimOptions } from "#db/channels/deliveries.server.ts";
import { type Db, type ReturningStatement, type Statement, transact } from "#db/client.server.ts";
import type { Attempt } from "./channels/attempt.ts";
import type { Outgoing } from "./channels/outgoing.ts";
import { Sender } from "./send.ts";
import { settle } from "./settle.ts";
import { wakeUp } from "./wake-up.ts";

/** How many are read into memory and under way together. */
const BATCH = 50;

/** Longer than sending a batch can take: who has not settled it by then is dead. */
const LEASE_MS = 10 * 60_000;

/** After that long the rest is left to the sweep: a queue's consumer has to come to an end. */
const WORK_FOR_MS = 20_000;

/**
 * What has ended within this time is written down in one trip. What was sent and is not written down
 * yet would be sent again by whoever comes after a crash.
 */
const GATHER_MS = 50;

export type Around = {
	env: Env;
	db: Db;
	outgoing: Outgoing;
	/** Told of a notification that was made on the way. */
	tellOwner: (userId: string, notificationId: string) => Promise<void>;
};

type Work = {
	/** Written together with the first claim. */
	first: Statement[];
	claim: (options: ClaimOptions) => ReturningStatement<ClaimedDelivery>;
};

/** Claims and sends until nothing is left. */
export async function deliver(around: Around, { first, claim }: Work): Promise<void> {
	const { db, outgoing } = around;
	const started = outgoing.now().getTime();
	const sender = new Sender(outgoing);
	let writes = first;
	for (;;) {
		const now = outgoing.now();
		if (now.getTime() - started > WORK_FOR_MS) return;
		const leaseUntil = new Date(now.getTime() + LEASE_MS);
		const { claimed } = await transact(db, {
			writes,
			claimed: claim({ now, leaseUntil, limit: BATCH }),
		});
		if (claimed.length === 0) return;
		const outcomes = new Outcomes(around);
		await sender.send(claimed, (delivery, attempt) => outcomes.add({ delivery, attempt }));
		await outcomes.written();
		if (claimed.length < BATCH) return;
		writes = [];
	}
}

type Outcome = { delivery: ClaimedDelivery; attempt: Attempt };

/** Writes down how attempts have ended, soon after, and those together that end together. */
class Outcomes {
	readonly #around: Around;
	#waiting: Outcome[] = [];
	#timer: ReturnType<typeof setTimeout> | undefined;
	#writes: Promise<void> = Promise.resolve();

	constructor(around: Around) {
		this.#around = around;
	}

	add(outcome: Outcome): void {
		this.#waiting.push(outcome);
		this.#timer ??= setTimeout(() => this.#writeNext(), GATHER_MS);
	}

	/** Resolves when all are; throws what writing them threw. */
	async written(): Promise<void> {
		this.#writeNext();
		await this.#writes;
	}

	#writeNext() {
		clearTimeout(this.#timer);
		this.#timer = undefined;
		const outcomes = this.#waiting.splice(0);
		if (outcomes.length === 0) return;
		this.#writes = this.#writes.then(() => this.#write(outcomes));
		// It is met again by who waits for it.
		this.#writes.catch(() => {});
	}

	async #write(outcomes: Outcome[]) {
		const { env, db, outgoing, tellOwner } = this.#around;
		const now = outgoing.now();
		const { statements, settlements, ended } = settle(db, outcomes, now);
		const { notificationIds } = await transact(db, { notificationIds: statements });
		await wakeUp(env, outcomes, settlements, now);
		for (const { userId, notificationId } of ended) {
			if (notificationIds.includes(notificationId)) await tellOwner(userId, notificationId);
		}
	}
}
