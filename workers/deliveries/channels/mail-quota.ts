import { createHash } from "node:crypto";
import type { AttemptCounters } from "#app/auth/sessions/client-limit.server.ts";
import { DAY_MS } from "#domain/time/durations.ts";

const PER_ACCOUNT = 200;
const PER_RECIPIENT = 50;

/**
 * How much mail goes out in 24 hours: to one address, whatever accounts have it, and for one account. What
 * is counted is what mail servers took.
 */
export class MailQuota {
	readonly #counters: AttemptCounters;

	constructor(counters: AttemptCounters) {
		this.#counters = counters;
	}

	/** Counts a mail; false when it must not be sent any more. */
	async take(userId: string, email: string): Promise<boolean> {
		const { allowed } = await this.#ofAccount(userId).take(PER_ACCOUNT, DAY_MS);
		if (!allowed) return false;
		const toRecipient = await this.#ofRecipient(email).take(PER_RECIPIENT, DAY_MS);
		if (!toRecipient.allowed) await this.#ofAccount(userId).giveBack(DAY_MS);
		return toRecipient.allowed;
	}

	/** Takes a mail back that was not sent. */
	async giveBack(userId: string, email: string): Promise<void> {
		await this.#ofAccount(userId).giveBack(DAY_MS);
		await this.#ofRecipient(email).giveBack(DAY_MS);
	}

	#ofAccount(userId: string) {
		return this.#counters.getByName(`mail-from:${userId}`);
	}

	#ofRecipient(email: string) {
		const hash = createHash("sha256").update(email.toLowerCase()).digest("hex");
		return this.#counters.getByName(`mail-to:${hash}`);
	}
}
