import { rootCause } from "#app/core/errors.ts";
import { newId } from "#app/core/id.server.ts";
import { log } from "#app/core/log.ts";
import { listSessions } from "#db/accounts/accounts.server.ts";
import { chunkByJson } from "#db/chunks.ts";
import type { Connection, Db } from "#db/client.server.ts";
import {
	clearSnooze,
	type DueReminder,
	findRemindedUser,
	insertDigest,
	listOpenTasks,
	listSnoozedNotifications,
	type RemindedUser,
	recordFired,
} from "#db/tasks/reminders.server.ts";
import { countOpenTasks } from "#db/tasks/task-lists.server.ts";
import {
	type AgendaItem,
	isLate,
	planReminders,
	planSnoozed,
	type SnoozedReminder,
} from "#domain/notification/agenda.ts";
import { digestTitle, reminderBody } from "#domain/notification/notification-words.ts";
import type { Task } from "#domain/task/task.ts";
import { localTime } from "#domain/time/local-time.ts";
import { nowIn, todayIn } from "#domain/time/zoned-time.ts";
import { connect } from "#workers/platform/databases.ts";
import { sendEvents } from "#workers/platform/outbox.ts";
import type { LiveConnections } from "#workers/user-object/live/live-connections.ts";

type Found = { user: RemindedUser; tasks: Task[]; snoozed: SnoozedReminder[] };

/** Makes notifications of what is due, and sends them to open pages and to the queue. */
export class ReminderDispatcher {
	readonly #env: Env;
	readonly #userId: string;
	readonly #live: LiveConnections;
	/** In the log line and in the events of this run. */
	readonly #requestId = crypto.randomUUID();

	constructor(env: Env, userId: string, live: LiveConnections) {
		this.#env = env;
		this.#userId = userId;
		this.#live = live;
	}

	/**
	 * Fires those agenda items that D1 still has: one trip to read, one to write. Returns those that are
	 * done, now or by an earlier run; the others differ in D1 from the agenda.
	 */
	async dispatch(items: AgendaItem[], now: Date): Promise<AgendaItem[]> {
		const connection = connect(this.#env, this.#userId);
		const db = connection.open();
		const found = await this.#readDue(db, items, now);
		if (!found) return [];
		const settled: AgendaItem[] = [];
		const reminders = new Map<DueReminder, AgendaItem>();
		const obsolete: AgendaItem[] = [];
		for (const item of items) {
			if (item.kind === "digest") continue;
			const task = found.tasks.find(({ id }) => id === item.taskId);
			if (!isPlanned(item, task, found, now)) {
				if (item.kind === "snooze" && !task) obsolete.push(item);
			} else if (task) reminders.set(toDueReminder(item, task, found.user, now), item);
		}
		if (obsolete.length > 0) {
			// Their tasks are done or gone.
			const ids = obsolete.map(({ ref }) => ref);
			await clearSnooze(db, this.#userId, ids, now).execute();
			settled.push(...obsolete);
		}
		for (const { items: part } of chunkByJson([...reminders.keys()])) {
			const options = { userId: this.#userId, requestId: this.#requestId, now };
			const recorded = await recordFired(db, part, options);
			await this.#publish([...recorded.written]);
			for (const reminder of recorded.settled) settled.push(reminders.get(reminder) as AgendaItem);
		}
		for (const item of items) {
			if (item.kind !== "digest") continue;
			await this.#dispatchDigest(db, item, found.user, now);
			settled.push(item);
		}
		this.#log(items, now, connection);
		return settled;
	}

	async #readDue(db: Db, items: AgendaItem[], now: Date): Promise<Found | null> {
		const taskIds = items.flatMap(({ taskId }) => taskId ?? []);
		const [user, tasks, snoozed, sessions] = await Promise.all([
			findRemindedUser(db, this.#userId),
			listOpenTasks(db, this.#userId, taskIds),
			items.some(({ kind }) => kind === "snooze") ? listSnoozedNotifications(db, this.#userId) : [],
			this.#live.isWatched ? listSessions(db, this.#userId, now) : [],
		]);
		this.#live.keepOnly(sessions.map(({ id }) => id));
		return user && { user, tasks, snoozed };
	}

	/** To open pages directly, to devices and the rest by the queue. If the queue fails, the sweep finds the events. */
	async #publish(reminders: DueReminder[]) {
		const [first] = reminders;
		if (!first) return;
		const { notificationId: id, task, title, body } = first;
		this.#live.broadcast({
			type: "notification",
			count: reminders.length,
			first: { id, taskId: task.id, title, body },
		});
		try {
			await sendEvents(this.#env, this.#userId, {
				eventIds: reminders.map(({ eventId }) => eventId),
			});
		} catch (error) {
			const message = `The queue takes no reminders: ${rootCause(error)}`;
			log.warn(message, { requestId: this.#requestId });
		}
	}

	/** A digest has no event, so the sweep cannot find it: throws when the queue does not take it, and is tried again. */
	async #dispatchDigest(db: Db, { key, ref, at }: AgendaItem, user: RemindedUser, now: Date) {
		const { timeZone, settings } = user;
		if (settings.digestAt === null || todayIn(timeZone, now) !== ref) return;
		const counts = await countOpenTasks(db, this.#userId, localTime({ timeZone, now }));
		// What is overdue counts as today's, too.
		const today = counts.today - counts.overdue;
		const title = digestTitle({ today, overdue: counts.overdue });
		if (title === null) return;
		const notificationId = await insertDigest(db, {
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
		log.info({
			time: now.toISOString(),
			requestId: this.#requestId,
			job: "reminders",
			count: items.length,
			lagMs,
			userId: this.#userId,
			dbTrips: trips,
			dbMs: ms,
		});
	}
}

/** Whether the agenda item is still planned for that time by what D1 has. */
function isPlanned(item: AgendaItem, task: Task | undefined, found: Found, now: Date): boolean {
	if (!task) return false;
	const planned =
		item.kind === "snooze"
			? found.snoozed.map(planSnoozed)
			: planReminders(task, found.user.timeZone, now);
	return planned.some(({ key, at }) => key === item.key && at <= now);
}

function toDueReminder(item: AgendaItem, task: Task, user: RemindedUser, now: Date): DueReminder {
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
