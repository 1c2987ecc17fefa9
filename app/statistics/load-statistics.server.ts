import type { Scope } from "#app/core/scope.server.ts";
import {
	countByStatusAndPriority,
	countByTag,
	listCompletionDays,
} from "#db/tasks/statistics.server.ts";
import {
	countLastDays,
	countPerWeekday,
	findStreaks,
	type Statistics,
	type StatusCounts,
} from "#domain/statistics/statistics.ts";
import { zonePeriods } from "#domain/statistics/zone-periods.ts";
import { PRIORITIES } from "#domain/task/task.ts";
import { toDayNumber } from "#domain/time/day-number.ts";
import { localTime } from "#domain/time/local-time.ts";

const TAGS_SHOWN = 50;

/** All that is counted of the user's tasks, subtasks included, in one trip; days are those of their zone. */
export async function loadStatistics(
	scope: Pick<Scope, "db" | "userId" | "timeZone" | "now">,
): Promise<Statistics> {
	const { db, userId, timeZone, now } = scope;
	const time = localTime(scope);
	const [groups, tags, days] = await Promise.all([
		countByStatusAndPriority(db, userId, time),
		countByTag(db, userId, TAGS_SHOWN),
		listCompletionDays(db, userId, zonePeriods(timeZone, now)),
	]);
	const sum = (of: typeof groups, field: "count" | "overdue" | "dueToday" = "count") =>
		of.reduce((total, group) => total + group[field], 0);
	const shareOf = (of: typeof groups): StatusCounts => {
		const completed = sum(of.filter(({ status }) => status === "completed"));
		return { total: sum(of), pending: sum(of) - completed, completed };
	};
	const all = shareOf(groups);
	const today = toDayNumber(time.today);
	const { current, longest } = findStreaks(days, today);
	const finished = days.reduce((total, { count }) => total + count, 0);
	const openMs = days.reduce((total, day) => total + day.openMs, 0);
	return {
		...all,
		overdue: sum(groups, "overdue"),
		dueToday: sum(groups, "dueToday"),
		completionRate: all.total === 0 ? 0 : all.completed / all.total,
		averageSecondsToDone: finished === 0 ? null : Math.round(openMs / finished / 1000),
		currentStreak: current,
		longestStreak: longest,
		completedPerDay: countLastDays(days, today),
		completedPerWeekday: countPerWeekday(days),
		byPriority: PRIORITIES.map((priority) => ({
			priority,
			...shareOf(groups.filter((group) => group.priority === priority)),
		})),
		byTag: tags.map(({ tag, total, completed }) => ({
			tag,
			total,
			pending: total - completed,
			completed,
		})),
		timeZone,
		today: time.today,
	};
}
