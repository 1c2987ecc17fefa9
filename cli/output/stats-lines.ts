import { durationInWords, pluralize } from "#domain/statistics/duration-words.ts";
import type { Statistics, StatusCounts } from "#domain/statistics/statistics.ts";
import { WEEKDAY_NAMES } from "#domain/time/format-due-date.ts";
import { harmless, type Terminal } from "./terminal.ts";
import { padEnd, padStart, textWidth } from "./text-width.ts";

type Look = Pick<Terminal, "paint">;
type Bar = { name: string; count: number; note?: string };

const BAR_WIDTH = 24;
const LEVELS = "▁▂▃▄▅▆▇█";

/** Statistics as the API answers them, for people. */
export function statsLines(stats: Statistics, { paint }: Look): string[] {
	const { completedPerDay: days } = stats;
	const lately = days.reduce((sum, { count }) => sum + count, 0);
	const figures: [string, string][] = [
		["Open", `${stats.pending}, ${stats.dueToday} due today`],
		["Overdue", stats.overdue > 0 ? paint("red", String(stats.overdue)) : "0"],
		["Done", `${stats.completed} of ${stats.total} (${Math.round(stats.completionRate * 100)} %)`],
		["Time to done", durationOf(stats.averageSecondsToDone)],
		["Streak", `${pluralize(stats.currentStreak, "day")}, longest ${stats.longestStreak}`],
		["Last 30 days", `${paint("green", sparkline(days.map(({ count }) => count)))} ${lately} done`],
	];
	const weekdays = stats.completedPerWeekday.map(({ weekday, count }) => ({
		name: WEEKDAY_NAMES[weekday - 1] ?? "",
		count,
	}));
	return [
		...figures.map(([name, value]) => `${paint("dim", padEnd(name, 12))}  ${value}`),
		...chart("Done by weekday", weekdays, paint),
		...chart(
			"By priority",
			stats.byPriority.map((share) => barOf(share.priority, share)),
			paint,
		),
		...chart(
			"By tag",
			stats.byTag.map((share) => barOf(`#${share.tag}`, share)),
			paint,
		),
	];
}

function barOf(name: string, { total, pending }: StatusCounts): Bar {
	return { name, count: total, note: `${pending} open` };
}

function chart(title: string, bars: Bar[], paint: Terminal["paint"]): string[] {
	if (bars.every(({ count }) => count === 0)) return [];
	const most = Math.max(...bars.map(({ count }) => count));
	const nameWidth = Math.max(...bars.map(({ name }) => textWidth(name)));
	const lines = bars.map(({ name, count, note = "" }) => {
		const bar = "█".repeat(Math.ceil((count / most) * BAR_WIDTH));
		const figure = padStart(String(count), String(most).length);
		const parts = [
			padEnd(harmless(name), nameWidth),
			figure,
			paint("green", bar),
			paint("dim", note),
		];
		return `  ${parts.filter((part) => part !== "").join(" ")}`;
	});
	return ["", paint("dim", title), ...lines];
}

/** A column of eight heights for each day. */
function sparkline(counts: number[]): string {
	const most = Math.max(1, ...counts);
	return counts.map((count) => LEVELS[Math.ceil((count / most) * (LEVELS.length - 1))]).join("");
}

function durationOf(seconds: number | null): string {
	return seconds === null ? "–" : `${durationInWords(seconds)} on average`;
}
