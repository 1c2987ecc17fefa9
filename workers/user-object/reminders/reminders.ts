import { rootCause } from "#app/core/errors.ts";
import { listSessions } from "#db/accounts/accounts.server.ts";
import {
	findRemindedUser,
	listRemindedTasks,
	listSnoozed,
	setNextReminder,
} from "#db/tasks/reminders.server.ts";
import { planAgenda } from "#domain/notification/agenda.ts";
import { connect } from "#workers/platform/databases.ts";
import type { Live } from "#workers/user-object/live/live.ts";
import { AgendaStore } from "./agenda-store.ts";
import { Ringing } from "./ringing.ts";
import { Turns } from "./turns.ts";

/** A user who is being changed all the time is read anew this often. */
const SYNC_EVERY_MS = 100;
/** As many at once as fit well into one transaction. */
const SLICE = 200;
/** How often tasks may change under the hands of those who ring, before that is left for later. */
const SYNCS_WHILE_RINGING_MAX = 3;
const RETRY_MAX_MS = 300_000;

/**
 * A user's reminders: the agenda in the object's storage, and one alarm at its earliest time. Both
 * are a cache of D1, read anew in one trip after whatever may have changed them
 * (docs/decisions/017-reminders.md).
 */
export class Reminders {
	readonly #ctx: DurableObjectState;
	readonly #env: Env;
	readonly #live: Live;
	readonly #store: AgendaStore;
	readonly #turns = new Turns();
	#nextSync: Promise<number> | null = null;
	#syncedAt = Number.NEGATIVE_INFINITY;

	constructor(ctx: DurableObjectState, env: Env, live: Live) {
		this.#ctx = ctx;
		this.#env = env;
		this.#live = live;
		this.#store = new AgendaStore(ctx.storage);
	}

	/** Brings the agenda in line with D1. Answers how much of it was not. */
	sync(): Promise<number> {
		// One that has not begun yet will read what its caller has written.
		this.#nextSync ??= this.#turns.take(async () => {
			const wait = this.#syncedAt + SYNC_EVERY_MS - performance.now();
			if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
			this.#nextSync = null;
			const changes = await this.#sync();
			if (changes === null) return this.#forget();
			await this.#setAlarm();
			return changes;
		});
		return this.#nextSync;
	}

	/**
	 * Rings what is due. It may be called any number of times. When D1 does not answer it tries again
	 * later by itself, since the platform gives an alarm up after six tries.
	 */
	async ring(): Promise<void> {
		const { kv } = this.#ctx.storage;
		try {
			await this.#turns.take(() => this.#ringAll());
			kv.delete("failures");
		} catch (error) {
			const failures = (kv.get<number>("failures") ?? 0) + 1;
			kv.put("failures", failures);
			const message = `Reminders could not ring, for the ${failures}. time: ${rootCause(error)}`;
			console.error(JSON.stringify({ level: "error", userId: this.#userId(), message }));
			const wait = Math.min(1000 * 2 ** failures, RETRY_MAX_MS);
			await this.#ctx.storage.setAlarm(Date.now() + wait);
		}
	}

	async #ringAll() {
		const ringing = new Ringing(this.#env, this.#userId(), this.#live);
		let hasDigest = false;
		for (let syncs = 0; ; ) {
			const due = this.#store.listDue(new Date(), SLICE);
			if (due.length === 0) break;
			hasDigest ||= due.some(({ kind }) => kind === "digest");
			const settled = await ringing.ring(due, new Date());
			this.#store.markDone(settled);
			if (settled.length === due.length) continue;
			// Some are not in D1 as they are here.
			if (syncs === SYNCS_WHILE_RINGING_MAX) throw new Error("Tasks change too often.");
			syncs += 1;
			await this.#sync();
		}
		// The next one is tomorrow's.
		if (hasDigest) await this.#sync();
		await this.#setAlarm();
	}

	/** Takes over what D1 has. Answers how much of it was new, or null when there is no such user. */
	async #sync(): Promise<number | null> {
		this.#syncedAt = performance.now();
		const userId = this.#userId();
		const now = new Date();
		const db = connect(this.#env, userId).open();
		const [user, tasks, snoozed, sessions] = await Promise.all([
			findRemindedUser(db, userId),
			listRemindedTasks(db, userId),
			listSnoozed(db, userId),
			this.#live.isWatched ? listSessions(db, userId, now) : [],
		]);
		this.#live.keepOnly(sessions.map(({ id }) => id));
		const items = user ? planAgenda({ ...user, tasks, snoozed, now }) : [];
		const changes = this.#store.replace(items, now);
		return user && changes;
	}

	/** The account is gone: what was still on its way here must leave nothing behind. */
	async #forget(): Promise<number> {
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
		// After the fact: nobody waits for it.
		this.#ctx.waitUntil(this.#tellNext(next));
	}

	/** Leaves the hint in D1 that the hourly repair goes by, when it is another than before. */
	async #tellNext(next: Date | null) {
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
			console.warn(
				JSON.stringify({ level: "warn", message: `No hint of an alarm: ${rootCause(error)}` }),
			);
		}
	}

	/** An object that is woken by its alarm has not been called by its name. */
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
