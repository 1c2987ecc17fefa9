import fc from "fast-check";
import { normalizeRule, type Recurrence } from "#domain/recurrence/recurrence-rule.ts";
import { PRIORITIES, type Reminder, type Series, type Task } from "#domain/task/task.ts";
import { descriptionSchema, tagsSchema, titleSchema } from "#domain/task/task-schema.ts";
import type { WallClock } from "#domain/time/wall-clock.ts";

/** Tasks of any shape that the commands would let through, for property tests. */

const text = (maxLength: number) =>
	fc.oneof(
		fc.string({ unit: "grapheme", maxLength }),
		fc.string({ unit: "binary", maxLength }),
		// What formats have to escape, and spreadsheets run.
		fc
			.array(
				fc.constantFrom(..."=+-@'\"\\,;:\n\t \r#a1é😀\u2028", "\\n", "''", '""', "END:VTODO"),
				{
					maxLength: 12,
				},
			)
			.map((parts) => parts.join("")),
	);

const kept = <Value>(schema: { safeParse: (value: unknown) => { data?: Value } }, max: number) =>
	text(max)
		.map((value) => schema.safeParse(value).data)
		.filter((value) => value !== undefined) as fc.Arbitrary<Value>;

const date = fc
	.date({ min: new Date("1971-01-01"), max: new Date("2099-12-31"), noInvalidDate: true })
	.map((value) => value.toISOString().slice(0, 10));

const time = fc
	.tuple(
		fc.integer({ min: 0, max: 23 }),
		fc.integer({ min: 0, max: 59 }),
		fc.constantFrom(0, 0, 0, 59, 7),
	)
	.map((parts) => parts.map((part) => String(part).padStart(2, "0")).join(":"));

const dateTime = fc.tuple(date, time).map(([day, clock]): WallClock => `${day}T${clock}`);
const wallClock: fc.Arbitrary<WallClock> = fc.oneof(date, dateTime);

const instant = fc.date({
	min: new Date("2000-01-01"),
	max: new Date("2098-12-31"),
	noInvalidDate: true,
});

const recurrence: fc.Arbitrary<Recurrence> = fc.record({
	rule: fc
		.constantFrom(
			"FREQ=DAILY",
			"FREQ=DAILY;INTERVAL=3;COUNT=5",
			"FREQ=WEEKLY;BYDAY=MO,TH;UNTIL=20990101",
			"FREQ=WEEKLY;INTERVAL=2",
			"FREQ=MONTHLY;BYMONTHDAY=31",
			"FREQ=MONTHLY;BYMONTHDAY=15,30",
			"FREQ=MONTHLY",
			"FREQ=MONTHLY;BYDAY=-1FR",
			"FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;UNTIL=20990101T120000Z",
			"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
			"FREQ=YEARLY;BYMONTH=3,6;BYDAY=2SU",
		)
		.map(normalizeRule),
	from: fc.constantFrom("due", "completion"),
});

const reminders: fc.Arbitrary<Reminder[]> = fc.array(
	fc.oneof(
		fc.record({ minutesBefore: fc.integer({ min: 0, max: 40_320 }) }),
		fc.record({ at: dateTime }),
	),
	{ maxLength: 4 },
);

const tags = fc
	.array(text(20), { maxLength: 4 })
	.map((values) => tagsSchema.safeParse(values).data ?? []);

const series: fc.Arbitrary<Series> = fc.record(
	{
		id: fc.uuid(),
		start: wallClock,
		scheduled: wallClock,
		occurrence: fc.integer({ min: 1, max: 500 }),
		standing: fc.record({ title: kept(titleSchema, 20), tags }, { requiredKeys: [] }),
		continued: fc.constant(true as const),
	},
	{ requiredKeys: ["id", "start", "scheduled", "occurrence"] },
);

const unnumbered = fc
	.record({
		title: kept(titleSchema, 40),
		description: kept(descriptionSchema, 60),
		priority: fc.constantFrom(...PRIORITIES),
		due: fc.option(wallClock),
		tags,
		repeats: fc.boolean(),
		recurrence,
		reminders,
		series,
		remindersSince: fc.option(instant),
		completedAt: fc.option(instant),
		createdAt: instant,
		updatedAt: instant,
		version: fc.integer({ min: 1, max: 10_000 }),
	})
	.map(({ repeats, ...task }): Omit<Task, "id" | "parentId"> => {
		const isSeries = repeats && task.due !== null;
		return {
			...task,
			status: task.completedAt ? "completed" : "pending",
			reminders: task.reminders.filter((reminder) => task.due !== null || "at" in reminder),
			recurrence: isSeries ? task.recurrence : null,
			series: isSeries ? task.series : null,
		};
	});

/** The tasks of one user, some of them subtasks of others. */
export const arbitraryTasks: fc.Arbitrary<Task[]> = fc
	.array(fc.tuple(unnumbered, fc.boolean(), fc.nat()), { maxLength: 12 })
	.map((drafts) => {
		const tasks: Task[] = [];
		for (const [index, [draft, isSubtask, pick]] of drafts.entries()) {
			const parents = tasks.filter(({ parentId }) => parentId === null);
			const parent = isSubtask ? parents[pick % Math.max(parents.length, 1)] : undefined;
			tasks.push({ ...draft, id: index * 3 + 1, parentId: parent?.id ?? null });
		}
		return tasks;
	});
