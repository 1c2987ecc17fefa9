import { RateLimited } from "#app/core/errors.ts";
import { DAY_MS } from "#domain/time/durations.ts";
import type { Settings } from "#workers/platform/settings.ts";
import type { ObjectSql } from "#workers/user-object/storage/migrate-object.ts";

type Limits = Pick<Settings, "LLM_PROVIDER" | "CHAT_DAILY_TOKENS">;

/**
 * The tokens that a user may use at a metered provider in a day. The day is one of UTC: a day of the
 * user's own time zone could be made longer by travelling.
 */
export class TokenBudget {
	readonly #sql: ObjectSql;

	/** The table is one of `CHAT_SCHEMA`, which `ChatStore` migrates. */
	constructor(sql: ObjectSql) {
		this.#sql = sql;
	}

	/** Throws `RateLimited` when today's tokens are used up. `local` is not metered; 0 means no limit. */
	check({ LLM_PROVIDER, CHAT_DAILY_TOKENS }: Limits, now = new Date()): void {
		if (LLM_PROVIDER === "local" || CHAT_DAILY_TOKENS === 0) return;
		if (this.#tokensOn(dayOf(now)) < CHAT_DAILY_TOKENS) return;
		const seconds = Math.ceil((DAY_MS - (now.getTime() % DAY_MS)) / 1000);
		throw new RateLimited(
			`You have used up what the assistant may do for you in a day. It goes on in ${durationInWords(seconds)}, at midnight UTC.`,
			seconds,
		);
	}

	/** Adds tokens to what is used on the day of `now`. */
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

function durationInWords(seconds: number): string {
	if (seconds > 5400) return `${Math.round(seconds / 3600)} hours`;
	const minutes = Math.ceil(seconds / 60);
	return minutes === 1 ? "a minute" : `${minutes} minutes`;
}
