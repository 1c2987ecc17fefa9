import { Link, useLocation } from "react-router";
import { UPCOMING } from "#app/client/nav-items.ts";
import { Logo } from "#app/ui/logo.tsx";
import { lastPage, pageHref } from "#app/ui/page-links.ts";
import type { ListRequest } from "./list-url.ts";

type EmptyListProps = { request: ListRequest; total: number };

/** The empty state of a list: why it is empty, and what to do next. */
export function EmptyList({ request: { query, anyStatus }, total }: EmptyListProps) {
	const { search } = useLocation();
	if (total > 0 && query.page > 1) {
		const last = lastPage(total, query.limit);
		return (
			<div className="empty">
				<p>
					There is no page {query.page}.{" "}
					<Link to={pageHref(search, last, "/tasks")}>Go to the last one, page {last}</Link>.
				</p>
			</div>
		);
	}
	const isFiltered = Boolean(query.q || query.priority || query.tag || anyStatus);
	if (isFiltered || query.due === "none" || query.due === "overdue") {
		return (
			<div className="empty">
				<p>
					No task matches. <Link to="/tasks">See all open tasks</Link>.
				</p>
			</div>
		);
	}
	if (query.status === "completed") {
		return (
			<div className="empty">
				<p>Nothing is completed yet. Tasks that you check off are kept here.</p>
			</div>
		);
	}
	if (query.due) {
		return (
			<div className="empty">
				<Logo className="empty-mark" />
				<p className="empty-title">
					{query.due === "today" ? "All done for today" : "Nothing due in the next seven days"}
				</p>
				<p>
					{query.due === "today" ? (
						<>
							See what is <Link to={UPCOMING.href}>upcoming</Link>, or leave it at that.
						</>
					) : (
						"Add a task with a day in it, like “Water the plants saturday”."
					)}
				</p>
			</div>
		);
	}
	return (
		<div className="empty">
			<Logo className="empty-mark" />
			<p className="empty-title">A clear list</p>
			<p>Type what there is to do in the field above and press Enter.</p>
		</div>
	);
}
