import type { DueWindow } from "#domain/task/task-list.ts";
import type { ListRequest } from "./list-url.ts";

const DUE_TITLES: Record<DueWindow, string> = {
	today: "Today",
	week: "Upcoming",
	overdue: "Overdue",
	none: "No date",
};

/** The heading of a list: named by its search, tag, due window or status, the first that is set. */
export function listTitle({ query, anyStatus }: Pick<ListRequest, "query" | "anyStatus">): string {
	if (query.q) return `Results for “${query.q}”`;
	if (query.tag) return `#${query.tag}`;
	if (query.due) return DUE_TITLES[query.due];
	if (query.status === "completed") return "Completed";
	return anyStatus ? "Open and completed" : "All tasks";
}
