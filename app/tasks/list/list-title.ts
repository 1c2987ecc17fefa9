import type { DueWindow } from "#domain/task/task-list.ts";
import type { ListRequest } from "./list-url.ts";

const DUE_TITLES: Record<DueWindow, string> = {
	today: "Today",
	week: "Upcoming",
	overdue: "Overdue",
	none: "No date",
};

/** What a list of tasks is called: by the first of its filters that makes it a view of its own. */
export function listTitle({ query, anyStatus }: Pick<ListRequest, "query" | "anyStatus">): string {
	if (query.q) return `Results for “${query.q}”`;
	if (query.tag) return `#${query.tag}`;
	if (query.due) return DUE_TITLES[query.due];
	if (query.status === "completed") return "Completed";
	return anyStatus ? "Open and completed" : "All tasks";
}
