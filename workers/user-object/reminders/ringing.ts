import { rootCause } from "#app/core/errors.ts";
import { newId } from "#app/core/id.server.ts";
import { listSessions } from "#db/accounts/accounts.server.ts";
import { chunkByJson } from "#db/chunks.ts";
import type { Connection, Db } from "#db/client.server.ts";
import {
	findRemindedUser,
	forgetSnoozed,
	listOpenTasks,
	listSnoozed,
	type RemindedUser,
	type Ring,
	writeDigest,
	writeRings,
} from "#db/tasks/reminders.server.ts";
import { countOpenTasks } from "#db/tasks/task-lists.server.ts";
import {
	type AgendaItem,
	isLate,
	planReminders,
	planSnoozed,
	type Snoozed,
} from "#domain/notification/agenda.ts";
import { digestTitle, reminderBody } from "#domain/notification/notification-words.ts";
import type { Task } from "#domain/task/task.ts";
import { localTime } from "#domain/time/local-time.ts";
import { nowIn, todayIn } from "#domain/time/zoned-time.ts";
import { connect } from "#workers/platform/databases.ts";
import { sendEvents } from "#workers/platform/outbox.ts";
import type { Live } from "#workers/user-object/live/live.ts";

type Found = { user: RemindedUser; tasks: Task[]; snoozed: Snoozed[] };

/** Makes notifications of what is due, and tells of them. */
export class Ringing {
	readonly #env: Env;
	readonly #userId: string;
	readonly #live: Live;
	/** Under which the log and the events of this ringing are found together. */
	readonly #requestId = crypto.randomUUID();

	constructor(env: Env, userId: string, live: Live) {
		this.#env = env;
		this.#userId = userId;
		this.#live = live;
	}

	/**
	 * Rings those items that D1 still has: one trip to see, one to write. Answers which are settled,
	 * now or by an earlier try; the others are not in D1 as they are in the agenda.
	 */
	async ring(items: AgendaItem[], now: Date): Promise<AgendaItem[]> {
		const connection = connect(this.#env, this.#userId);
		const db = connection.open();
		const found = await this.#look(db, items, now);
		if (!found) return [];
		const settled: AgendaItem[] = [];
		const rings = new Map<Ring, AgendaItem>();
		const given: AgendaItem[] = [];
		for (const item of items) {
			if (item.kind === "digest") continue;
			const task = found.tasks.find(({ id }) => id === item.taskId);
			if (!isPlanned(item, task, found, now)) {
				if (item.kind === "snooze" && !task) given.push(item);
			} else if (task) rings.set(toRing(item, task, found.user, now), item);
		}
		if (given.length > 0) {
			// Their tasks are done or gone.
			const ids = given.map(({ ref }) => ref);
			await forgetSnoozed(db, this.#userId, ids, now).execute();
			settled.push(...given);
		}
		for (const { items: part } of chunkByJson([...rings.keys()])) {
			const options = { userId: this.#userId, requestId: this.#requestId, now };
			const outcome = await writeRings(db, part, options);
			await this.#tell([...outcome.written]);
			for (const ring of outcome.settled) settled.push(rings.get(ring) as AgendaItem);
		}
		for (const item of items) {
			if (item.kind !== "digest") continue;
			await this.#ringDigest(db, item, found.user, now);
			settled.push(item);
		}
		this.#log(items, now, connection);
		return settled;
	}

	async #look(db: Db, items: AgendaItem[], now: Date): Promise<Found | null> {
		const taskIds = items.flatMap(({ taskId }) => taskId ?? []);
		const [user, tasks, snoozed, sessions] = await Promise.all([
			findRemindedUser(db, this.#userId),
			listOpenTasks(db, this.#userId, taskIds),
			items.some(({ kind }) => kind === "snooze") ? listSnoozed(db, this.#userId) : [],
			this.#live.isWatched ? listSessions(db, this.#userId, now) : [],
		]);
		this.#live.keepOnly(sessions.map(({ id }) => id));
		return user && { user, tasks, snoozed };
	}

	/** Open pages at once, everybody else by the queue; should that fail, the sweep finds the events. */
	async #tell(rings: Ring[]) {
		const [first] = rings;
		if (!first) return;
		const { notificationId: id, task, title, body } = first;
		this.#live.broadcast({
			type: "notification",
			count: rings.length,
			first: { id, taskId: task.id, title, body },
		});
		try {
			await sendEvents(this.#env, this.#userId, {
				eventIds: rings.map(({ eventId }) => eventId),
			});
		} catch (error) {
			const message = `The queue takes no reminders: ${rootCause(error)}`;
			console.warn(JSON.stringify({ level: "warn", requestId: this.#requestId, message }));
		}
	}

	/** Nothing is swept up for a digest, as it has no event: so it is only done once the queue has it. */
	async #ringDigest(db: Db, { key, ref, at }: AgendaItem, user: RemindedUser, now: Date) {
		const { timeZone, settings } = user;
		if (settings.digestAt === null || todayIn(timeZone, now) !== ref) return;
		const counts = await countOpenTasks(db, this.#userId, localTime({ timeZone, now }));
		// What is overdue counts as today's, too.
		const today = counts.today - counts.overdue;
		const title = digestTitle({ today, overdue: counts.overdue });
		if (title === null) return;
		const notificationId = await writeDigest(db, {
			id: newId(),
			userId: this.#userId,
			key,
			title,
			body: "",
			scheduledFor: at,
			late: isLate(at, now),
			createdAt: now,
		});
		await sendEvents(this.#env, this.#userId, {
			eventIds: [],
			notificationIds: [notificationId],
		});
	}

	#log(items: AgendaItem[], now: Date, { trips, ms }: Connection) {
		const lagMs = Math.max(...items.map(({ at }) => now.getTime() - at.getTime()));
		console.log(
			JSON.stringify({
				time: now.toISOString(),
				requestId: this.#requestId,
				job: "reminders",
				count: items.length,
				lagMs,
				userId: this.#userId,
				dbTrips: trips,
				dbMs: ms,
			}),
		);
	}
}

/** Whether D1 has it as the agenda has. */
function isPlanned(item: AgendaItem, task: Task | undefined, found: Found, now: Date): boolean {
	if (!task) return false;
	const planned =
		item.kind === "snooze"
			? found.snoozed.map(planSnoozed)
			: planReminders(task, found.user.timeZone, now);
	return planned.some(({ key, at }) => key === item.key && at <= now);
}

function toRing(item: AgendaItem, task: Task, user: RemindedUser, now: Date): Ring {
	const late = isLate(item.at, now);
	const { timeZone, hourCycle } = user;
	const body = reminderBody({
		due: task.due,
		missed: late ? nowIn(timeZone, item.at) : null,
		now: nowIn(timeZone, now),
		hour12: hourCycle === "h12",
	});
	const common = {
		eventId: newId(),
		task,
		title: task.title,
		body,
		scheduledFor: item.at,
		late,
	};
	return item.kind === "snooze"
		? { ...common, notificationId: item.ref, key: null, snoozedUntil: item.at }
		: { ...common, notificationId: newId(), key: item.key, snoozedUntil: null };
}
