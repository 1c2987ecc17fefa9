import { RateLimited } from "#app/core/errors.ts";
import type { Settings } from "#workers/platform/settings.ts";

const DAY_MS = 86_400_000;

type Limits = Pick<Settings, "LLM_PROVIDER" | "CHAT_DAILY_TOKENS">;

/**
 * What the user may have a provider do in a day, in tokens. The day is one of UTC: a user's own could
 * be made longer by travelling.
 */
export class ChatAllowance {
	readonly #sql: SqlStorage;

	/** The tables are the chat store's. */
	constructor({ sql }: DurableObjectStorage) {
		this.#sql = sql;
	}

	/** Throws `RateLimited` when today's is used up. `local` costs nothing, and a limit of 0 is none. */
	check({ LLM_PROVIDER, CHAT_DAILY_TOKENS }: Limits, now = new Date()): void {
		if (LLM_PROVIDER === "local" || CHAT_DAILY_TOKENS === 0) return;
		if (this.#tokensOn(dayOf(now)) < CHAT_DAILY_TOKENS) return;
		const seconds = Math.ceil((DAY_MS - (now.getTime() % DAY_MS)) / 1000);
		throw new RateLimited(
			`You have used up what the assistant may do for you in a day. It goes on in ${inWords(seconds)}, at midnight UTC.`,
			seconds,
		);
	}

	use(tokens: number, now = new Date()): void {
		this.#sql.exec(
			`insert into chat_usage (day, tokens) values (?, ?)
			on conflict (day) do update set tokens = tokens + excluded.tokens`,
			...[dayOf(now), tokens],
		);
	}

	#tokensOn(day: string): number {
		const found = this.#sql.exec<{ tokens: number }>(
			"select tokens from chat_usage where day = ?",
			day,
		);
		return found.toArray()[0]?.tokens ?? 0;
	}
}

function dayOf(date: Date): string {
	return date.toISOString().slice(0, 10);
}

function inWords(seconds: number): string {
	if (seconds > 5400) return `${Math.round(seconds / 3600)} hours`;
	const minutes = Math.ceil(seconds / 60);
	return minutes === 1 ? "a minute" : `${minutes} minutes`;
}
