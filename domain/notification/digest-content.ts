import type { Task } from "#domain/task/task.ts";
import { addDays } from "#domain/time/calendar-date.ts";
import { dueInWords, isOverdue, longDate } from "#domain/time/format-due-date.ts";
import { nowIn } from "#domain/time/zoned-time.ts";
import type { MailContent, MailItem } from "./mail-content.ts";

type DigestTask = Pick<Task, "id" | "title" | "due">;

type DigestInput = {
	timeZone: string;
	now: Date;
	/** The open tasks due by the end of today, those first that are due first. */
	tasks: DigestTask[];
	/** How many of them there are; `tasks` may be the first of them. */
	total: number;
};

/** The content of the daily mail: tasks overdue and due today in `timeZone` (IANA) at `now`. */
export function digestContent({ timeZone, now, tasks, total }: DigestInput): MailContent {
	const local = nowIn(timeZone, now);
	const today = local.slice(0, 10);
	// A morning mail should not call overdue what was due at 6 today: it is one of today's.
	const isFromBefore = ({ due }: DigestTask) => due !== null && isOverdue(due.slice(0, 10), today);
	const overdue = tasks.filter(isFromBefore);
	const ofToday = tasks.filter((task) => !isFromBefore(task));
	const item = ({ id, title, due }: DigestTask): MailItem => ({
		title,
		note: due === null || due === today ? "" : dueInWords(due, local).replace(/^today /, ""),
		path: `/tasks/${id}`,
	});
	const lists = [
		{ title: "Overdue", items: overdue.map(item) },
		{ title: "Today", items: ofToday.map(item) },
	].filter(({ items }) => items.length > 0);
	const isWhole = tasks.length === total;
	return {
		kind: "digest",
		subject: `${longDate(today)}: ${isWhole ? summary(ofToday.length, overdue.length) : `${total} tasks due`}`,
		heading: longDate(today),
		lead:
			tasks.length === 0
				? `Nothing is due today. Tomorrow is ${longDate(addDays(today, 1))}.`
				: isWhole
					? ""
					: `The first ${tasks.length} of ${total} tasks.`,
		lists,
		link: { label: "Open today's tasks", path: "/tasks?due=today" },
		taskId: null,
	};
}

function summary(today: number, overdue: number): string {
	if (today + overdue === 0) return "nothing due";
	const parts = [];
	if (today > 0) parts.push(`${today} ${today === 1 ? "task" : "tasks"} today`);
	if (overdue > 0) parts.push(`${overdue} overdue`);
	return parts.join(", ");
}
