import type { TaskRowView } from "#app/tasks/view/task-view.ts";
import type { TaskQuery } from "#domain/task/task-list.ts";

/**
 * The group headings of a list that is sorted by due date: for each row the heading of the group that
 * begins with it, else undefined. Upcoming has a heading for each day; longer lists have Overdue, Today,
 * Tomorrow, Later and No date.
 */
export function groupHeadings(
	rows: TaskRowView[],
	{ sort, due, status, q }: TaskQuery,
): (string | undefined)[] {
	const isByDate = !sort || (sort.field === "due" && sort.direction === "asc");
	if (!isByDate || status !== "pending" || q || due === "overdue" || due === "none") return [];
	const groups = rows.map((row) => groupOf(row, due === "week"));
	// A single group needs no heading, unless it says that all is overdue.
	if (groups.every((group) => group === groups[0]) && groups[0] !== "Overdue") return [];
	return groups.map((group, index) => (group === groups[index - 1] ? undefined : group));
}

function groupOf({ due }: TaskRowView, byDay: boolean): string {
	if (!due) return "No date";
	if (due.overdue) return "Overdue";
	const [day = ""] = due.label.split(/ \d+:/);
	if (!byDay && day !== "today" && day !== "tomorrow") return "Later";
	return day.charAt(0).toUpperCase() + day.slice(1);
}
