import { log } from "#app/core/log.ts";
import { MINUTE_MS } from "#domain/time/durations.ts";

/*
 * Cloudflare runs cron triggers; Miniflare leaves that to whoever embeds it. Five fields, in UTC:
 * minute, hour, day of the month, month, day of the week (1 or SUN to 7 or SAT).
 */

const fields = [
	{ first: 0, last: 59, names: [] },
	{ first: 0, last: 23, names: [] },
	{ first: 1, last: 31, names: [] },
	{ first: 1, last: 12, names: "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split(" ") },
	{ first: 1, last: 7, names: "SUN MON TUE WED THU FRI SAT".split(" ") },
] as const;

export type Matcher = (time: Date) => boolean;

export function parseCron(cron: string): Matcher {
	const parts = cron.trim().split(/\s+/);
	if (parts.length !== fields.length) throw unreadable(cron);
	const sets = fields.map((field, index) => parseField(parts[index] ?? "", field, cron));
	const [minutes, hours, days, months, weekdays] = sets as [Values, Values, Values, Values, Values];
	const anyDay = parts[2] === "*";
	const anyWeekday = parts[4] === "*";
	return (time) => {
		const isDay = days.has(time.getUTCDate());
		const isWeekday = weekdays.has(time.getUTCDay() + 1);
		return (
			minutes.has(time.getUTCMinutes()) &&
			hours.has(time.getUTCHours()) &&
			months.has(time.getUTCMonth() + 1) &&
			// As ever in cron: when both are restricted, one is enough.
			(anyDay || anyWeekday ? isDay && isWeekday : isDay || isWeekday)
		);
	};
}

type Values = Set<number>;

function parseField(text: string, field: (typeof fields)[number], cron: string): Values {
	const values: Values = new Set();
	const numberOf = (word: string) => {
		const named = (field.names as readonly string[]).indexOf(word.toUpperCase());
		const value = named >= 0 ? named + field.first : /^\d+$/.test(word) ? Number(word) : -1;
		if (value < field.first || value > field.last) throw unreadable(cron);
		return value;
	};
	for (const item of text.split(",")) {
		const [range = "", step = "1", ...rest] = item.split("/");
		if (rest.length > 0 || !/^[1-9]\d*$/.test(step)) throw unreadable(cron);
		const [from = "", to, ...more] = range.split("-");
		if (more.length > 0) throw unreadable(cron);
		const first = range === "*" ? field.first : numberOf(from);
		const isOpen = range === "*" || (to === undefined && item.includes("/"));
		const last = isOpen ? field.last : numberOf(to ?? from);
		for (let value = first; value <= last; value += Number(step)) values.add(value);
	}
	return values;
}

const unreadable = (cron: string) => new Error(`The cron trigger ${cron} cannot be read.`);

/**
 * Calls `run` for each cron whose time has come. A cron that is still running is not started
 * again; one whose time passed while the machine slept runs once, for the last time that it missed.
 */
export function startClock(
	crons: string[],
	run: (cron: string, time: Date) => Promise<void>,
	now = Date.now(),
): { tick(now: number): void; stop(): void } {
	const jobs = crons.map((cron) => ({ cron, matches: parseCron(cron), isRunning: false }));
	let seen = minuteOf(now);
	const tick = (now: number) => {
		const minute = minuteOf(now);
		// A clock that is set back does not repeat what was done; days missed are as one.
		const oldest = Math.max(seen, minute - 24 * 60 * MINUTE_MS);
		for (const job of jobs) {
			for (let time = minute; time > oldest; time -= MINUTE_MS) {
				if (!job.matches(new Date(time))) continue;
				if (!job.isRunning) void start(job, new Date(time));
				break;
			}
		}
		seen = Math.max(seen, minute);
	};
	const start = async (job: (typeof jobs)[number], time: Date) => {
		job.isRunning = true;
		try {
			await run(job.cron, time);
		} catch (error) {
			log.exception(error, { cron: job.cron });
		} finally {
			job.isRunning = false;
		}
	};
	const timer = jobs.length > 0 ? setInterval(() => tick(Date.now()), 5_000) : undefined;
	timer?.unref();
	return { tick, stop: () => clearInterval(timer) };
}

const minuteOf = (time: number) => time - (time % MINUTE_MS);
