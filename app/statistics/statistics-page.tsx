import { Link } from "react-router";
import { tagHref } from "#app/client/nav-items.ts";
import { durationInWords, pluralize } from "#domain/statistics/duration-words.ts";
import { DAYS_SHOWN, type Statistics, sortByWeekStart } from "#domain/statistics/statistics.ts";
import { dueInWords, WEEKDAY_NAMES } from "#domain/time/format-due-date.ts";
import { type Column, ColumnChart } from "./column-chart.tsx";
import { ShareTable } from "./share-table.tsx";

type StatisticsPageProps = {
	statistics: Statistics;
	/** ISO weekday. */
	weekStart: number;
};

/** What was done and what is left, in figures. */
export function StatisticsPage({ statistics, weekStart }: StatisticsPageProps) {
	if (statistics.total === 0) {
		return (
			<div className="column">
				<h1>Statistics</h1>
				<p className="mt-4">
					There is nothing to count yet. <Link to="/tasks#add">Add a task</Link>; what you complete
					will show here.
				</p>
			</div>
		);
	}
	const { byPriority, byTag } = statistics;
	return (
		<div className="column">
			<div className="@container grid gap-10">
				<h1>Statistics</h1>
				<Figures statistics={statistics} />
				<DayChart statistics={statistics} />
				<div className="grid gap-10 @2xl:grid-cols-2">
					<WeekdayChart statistics={statistics} weekStart={weekStart} />
					<ShareTable
						id="by-priority"
						title="Completed by priority"
						what="Priority"
						rows={byPriority.map((row) => ({
							...row,
							key: row.priority,
							name: row.priority.charAt(0).toUpperCase() + row.priority.slice(1),
						}))}
					/>
				</div>
				{byTag.length > 0 && (
					<ShareTable
						id="by-tag"
						title="Completed by tag"
						what="Tag"
						rows={byTag.map((row) => ({
							...row,
							key: row.tag,
							name: (
								<Link to={tagHref(row.tag)} className="hover:underline">
									{row.tag}
								</Link>
							),
						}))}
					/>
				)}
			</div>
		</div>
	);
}

function Figures({ statistics }: { statistics: Statistics }) {
	const { pending, completed, overdue, dueToday, completionRate } = statistics;
	const { averageSecondsToDone, currentStreak, longestStreak } = statistics;
	const average = averageSecondsToDone === null ? "–" : durationInWords(averageSecondsToDone);
	return (
		<dl className="grid grid-cols-2 gap-x-4 gap-y-6 @md:grid-cols-4">
			<Figure name="Open" value={pending} />
			<Figure name="Completed" value={completed} />
			<Figure name="Due today" value={dueToday} />
			<Figure name="Overdue" value={overdue} isLate={overdue > 0} />
			<Figure name="Completion rate" value={`${Math.round(completionRate * 100)}%`} />
			<Figure name="Streak" value={pluralize(currentStreak, "day")} />
			<Figure name="Longest streak" value={pluralize(longestStreak, "day")} />
			<Figure name="Average time to done" value={average} />
		</dl>
	);
}

type FigureProps = { name: string; value: string | number; isLate?: boolean };

function Figure({ name, value, isLate = false }: FigureProps) {
	return (
		<div className="flex flex-col-reverse justify-end">
			<dt className="text-quiet text-sm">{name}</dt>
			<dd className={`tabular font-semibold text-xl ${isLate ? "text-danger" : ""}`}>{value}</dd>
		</div>
	);
}

function DayChart({ statistics: { completedPerDay, today } }: { statistics: Statistics }) {
	const total = completedPerDay.reduce((sum, { count }) => sum + count, 0);
	const columns = completedPerDay.map(({ date, count }, index): Column => {
		const name = dueInWords(date, today);
		const isLabelled = (DAYS_SHOWN - 1 - index) % 7 === 0;
		return { name, count, label: isLabelled ? name.replace(/^\w+ (?=\d)/, "") : null };
	});
	const best = completedPerDay.reduce((a, b) => (b.count > a.count ? b : a));
	const most = best.count > 0 ? `; most on ${dueInWords(best.date, today)}, ${best.count}` : "";
	return (
		<ColumnChart
			id="by-day"
			title={`Completed in the last ${DAYS_SHOWN} days`}
			what="Day"
			summary={`Tasks completed on each of the last ${DAYS_SHOWN} days: ${total} in all${most}.`}
			columns={columns}
		/>
	);
}

function WeekdayChart({ statistics: { completedPerWeekday }, weekStart }: StatisticsPageProps) {
	const columns = sortByWeekStart(completedPerWeekday, weekStart).map(
		({ weekday, count }): Column => {
			const name = WEEKDAY_NAMES[weekday - 1] ?? "";
			return { name, count, label: name.slice(0, 3) };
		},
	);
	const counts = columns.map(({ name, count }) => `${name} ${count}`).join(", ");
	return (
		<ColumnChart
			id="by-weekday"
			title="Completed by weekday"
			what="Weekday"
			summary={`Tasks completed by weekday, over all time: ${counts}.`}
			columns={columns}
		/>
	);
}
