import { rootCause } from "#app/core/errors.ts";
import { log } from "#app/core/log.ts";
import { listSessions } from "#db/accounts/accounts.server.ts";
import {
	findRemindedUser,
	listRemindedTasks,
	listSnoozedNotifications,
	setNextReminder,
} from "#db/tasks/reminders.server.ts";
import { planAgenda } from "#domain/notification/agenda.ts";
import { connect } from "#workers/platform/databases.ts";
import type { LiveConnections } from "#workers/user-object/live/live-connections.ts";
import { AgendaStore } from "./agenda-store.ts";
import { Mutex } from "./mutex.ts";
import { ReminderDispatcher } from "./reminder-dispatcher.ts";

/** At most so often the agenda of a user with continual changes is read from D1. */
const SYNC_EVERY_MS = 100;
/** How many agenda items are fired in one transaction. */
const SLICE = 200;
/** How often tasks may change during a run before the rest is left for a retry. */
const SYNCS_PER_RUN_MAX = 3;
const RETRY_MAX_MS = 300_000;

/**
 * A user's reminders: the agenda in the object's storage, and one alarm at its earliest time. Both
 * are a cache of D1, read anew in one trip after whatever may have changed them
 * (docs/decisions/017-reminders.md).
 */
export class Reminders {
	readonly #ctx: DurableObjectState;
	readonly #env: Env;
	readonly #live: LiveConnections;
	readonly #store: AgendaStore;
	readonly #mutex = new Mutex();
	#nextSync: Promise<number> | null = null;
	#syncedAt = Number.NEGATIVE_INFINITY;

	constructor(ctx: DurableObjectState, env: Env, live: LiveConnections) {
		this.#ctx = ctx;
		this.#env = env;
		this.#live = live;
		this.#store = new AgendaStore(ctx.storage);
	}

	/** Brings the agenda in line with D1. Returns how many items differed. */
	sync(): Promise<number> {
		// A sync that has not begun yet will read what this caller has written.
		this.#nextSync ??= this.#mutex.runExclusive(async () => {
			const wait = this.#syncedAt + SYNC_EVERY_MS - performance.now();
			if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
			this.#nextSync = null;
			const changes = await this.#sync();
			if (changes === null) return this.#clear();
			await this.#setAlarm();
			return changes;
		});
		return this.#nextSync;
	}

	/**
	 * Fires what is due. Idempotent. When D1 fails it sets an alarm for a retry itself, since the platform
	 * gives up an alarm after six tries.
	 */
	async fireDue(): Promise<void> {
		const { kv } = this.#ctx.storage;
		try {
			await this.#mutex.runExclusive(() => this.#fireAll());
			kv.delete("failures");
		} catch (error) {
			const failures = (kv.get<number>("failures") ?? 0) + 1;
			kv.put("failures", failures);
			const message = `Reminders could not be fired, for the ${failures}. time: ${rootCause(error)}`;
			log.error(message, { userId: this.#userId() });
			const wait = Math.min(1000 * 2 ** failures, RETRY_MAX_MS);
			await this.#ctx.storage.setAlarm(Date.now() + wait);
		}
	}

	async #fireAll() {
		const dispatcher = new ReminderDispatcher(this.#env, this.#userId(), this.#live);
		let hasDigest = false;
		for (let syncs = 0; ; ) {
			const due = this.#store.listDue(new Date(), SLICE);
			if (due.length === 0) break;
			hasDigest ||= due.some(({ kind }) => kind === "digest");
			const settled = await dispatcher.dispatch(due, new Date());
			this.#store.markDone(settled);
			if (settled.length === due.length) continue;
			// Some items differ in D1.
			if (syncs === SYNCS_PER_RUN_MAX) throw new Error("Tasks change too often.");
			syncs += 1;
			await this.#sync();
		}
		// Plans tomorrow's digest.
		if (hasDigest) await this.#sync();
		await this.#setAlarm();
	}

	/** Replaces the agenda by what D1 has. Returns how many items differed; null when there is no such user. */
	async #sync(): Promise<number | null> {
		this.#syncedAt = performance.now();
		const userId = this.#userId();
		const now = new Date();
		const db = connect(this.#env, userId).open();
		const [user, tasks, snoozed, sessions] = await Promise.all([
			findRemindedUser(db, userId),
			listRemindedTasks(db, userId),
			listSnoozedNotifications(db, userId),
			this.#live.isWatched ? listSessions(db, userId, now) : [],
		]);
		this.#live.keepOnly(sessions.map(({ id }) => id));
		const items = user ? planAgenda({ ...user, tasks, snoozed, now }) : [];
		const changes = this.#store.replace(items, now);
		return user && changes;
	}

	/** The account is deleted: removes what a call that came afterwards has stored. */
	async #clear(): Promise<number> {
		const { storage } = this.#ctx;
		await storage.deleteAlarm();
		this.#store.drop();
		for (const key of ["user-id", "hint", "failures"]) storage.kv.delete(key);
		return 0;
	}

	async #setAlarm() {
		const { storage } = this.#ctx;
		const next = this.#store.next();
		const alarm = await storage.getAlarm();
		if (next && alarm !== next.getTime()) await storage.setAlarm(next);
		if (!next && alarm !== null) await storage.deleteAlarm();
		// Nobody waits for the hint.
		this.#ctx.waitUntil(this.#storeNextReminder(next));
	}

	/** Stores the time of the next alarm in D1, for the hourly repair, when it has changed. */
	async #storeNextReminder(next: Date | null) {
		const { kv } = this.#ctx.storage;
		const hint = next?.getTime() ?? 0;
		if (kv.get<number>("hint") === hint) return;
		try {
			const userId = this.#userId();
			const db = connect(this.#env, userId).open();
			await setNextReminder(db, userId, next).execute();
			kv.put("hint", hint);
		} catch (error) {
			// The next change tries again.
			log.warn(`No hint of an alarm: ${rootCause(error)}`);
		}
	}

	/** From storage, because an object that is woken by its alarm does not have its name. */
	#userId(): string {
		const { kv } = this.#ctx.storage;
		const known = kv.get<string>("user-id");
		if (known) return known;
		const { name } = this.#ctx.id;
		if (!name) throw new Error("This object does not know whose it is.");
		kv.put("user-id", name);
		return name;
	}
}
