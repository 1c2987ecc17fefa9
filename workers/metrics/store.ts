import { DurableObject } from "cloudflare:workers";
import { firstIdAt } from "#app/core/id.server.ts";
import { Connection } from "#db/client.server.ts";
import { countUnpublishedEvents } from "#db/events.server.ts";
import { countEvents, countReminderLags, countUsersAndTasks } from "#db/metrics.server.ts";
import { HOUR_MS } from "#domain/time/durations.ts";
import { addLags, emptyLags, type Lags, REMINDER_BUCKETS } from "./reminder-lags.ts";
import { addStats, emptyStats, type KeyedStats, type RequestStats } from "./request-stats.ts";

type EventCount = { type: string; actor: string; n: number };

export type Snapshot = {
	requests: KeyedStats[];
	events: EventCount[];
	reminderLags: Lags;
	backlog: number;
	deadLetters: number;
	users: number;
	tasks: number;
};

type Counted = { at: number; users: number; tasks: number };

/** Ids are made a little before they are committed; those of slow transactions may come late. */
const EVENTS_LAG_MS = 10_000;
const COUNT_EVERY_MS = HOUR_MS;

/** The numbers of the whole deployment, kept over restarts: docs/decisions/011-metrics.md. */
export class MetricsStore extends DurableObject<Env> {
	add(deltas: KeyedStats[]): void {
		const { kv } = this.ctx.storage;
		// From now on the events count, too.
		if (kv.get("events-up-to") === undefined) kv.put("events-up-to", firstIdAt(new Date()));
		for (const { key, stats } of deltas) {
			const total = kv.get<RequestStats>(REQUESTS + key) ?? emptyStats();
			addStats(total, stats);
			kv.put(REQUESTS + key, total);
		}
	}

	addDeadLetters(count: number): void {
		const { kv } = this.ctx.storage;
		kv.put("dead-letters", (kv.get<number>("dead-letters") ?? 0) + count);
	}

	/** Adds the asking isolate's own numbers, and answers with all. */
	async scrape(deltas: KeyedStats[]): Promise<Snapshot> {
		this.add(deltas);
		// Two at once would count the same events.
		await this.ctx.blockConcurrencyWhile(() => this.#countEvents());
		const db = new Connection(this.env.DB).open();
		const [{ users, tasks }, backlog] = await Promise.all([
			this.#counted(),
			countUnpublishedEvents(db, new Date()),
		]);
		const { kv } = this.ctx.storage;
		return {
			requests: [...kv.list<RequestStats>({ prefix: REQUESTS })].map(([key, stats]) => ({
				key: key.slice(REQUESTS.length),
				stats,
			})),
			events: [...kv.list<EventCount>({ prefix: EVENTS })].map(([, value]) => value),
			reminderLags: kv.get<Lags>("reminder-lags") ?? emptyLags(),
			backlog,
			deadLetters: kv.get<number>("dead-letters") ?? 0,
			users,
			tasks,
		};
	}

	async #countEvents() {
		const { kv } = this.ctx.storage;
		const after = kv.get<string>("events-up-to") as string;
		const upTo = firstIdAt(new Date(Date.now() - EVENTS_LAG_MS));
		if (upTo <= after) return;
		const db = new Connection(this.env.DB).open();
		const [counts, lags] = await Promise.all([
			countEvents(db, after, upTo),
			countReminderLags(
				db,
				after,
				upTo,
				REMINDER_BUCKETS.map((seconds) => seconds * 1000),
			),
		]);
		for (const { type, actor, n } of counts) {
			const key = `${EVENTS}${type} ${actor}`;
			const before = kv.get<EventCount>(key)?.n ?? 0;
			kv.put(key, { type, actor, n: before + n });
		}
		kv.put("reminder-lags", addLags(kv.get<Lags>("reminder-lags") ?? emptyLags(), lags));
		kv.put("events-up-to", upTo);
	}

	async #counted(): Promise<Counted> {
		const { kv } = this.ctx.storage;
		const before = kv.get<Counted>("counted");
		const at = Date.now();
		if (before && at - before.at < COUNT_EVERY_MS) return before;
		const counted = { at, ...(await countUsersAndTasks(new Connection(this.env.DB).open())) };
		kv.put("counted", counted);
		return counted;
	}
}

const REQUESTS = "requests:";
const EVENTS = "events:";
