import type { SubmitEvent } from "react";
import { Link, useLocation } from "react-router";
import { useSubmitForm } from "#app/client/submit/submit-form.ts";
import { lastPage, pageHref } from "#app/ui/page-links.ts";
import { Pager } from "#app/ui/pager.tsx";
import { ChangeItem } from "./change-item.tsx";
import type { ChangeView } from "./history-view.ts";

type HistoryPageProps = { changes: ChangeView[]; page: number; limit: number; total: number };

/** The history of changes, with buttons to undo, redo and restore them. */
export function HistoryPage({ changes, page, limit, total }: HistoryPageProps) {
	const { pathname, search } = useLocation();
	const submit = useSubmitForm();
	const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
		event.preventDefault();
		void submit(new FormData(event.currentTarget, event.nativeEvent.submitter), pathname + search);
	};
	return (
		<div className="column">
			<h1>History</h1>
			<p className="mt-1 text-quiet">
				The last 50 changes can be undone, and what was deleted restored for 30 days.
			</p>
			{changes.length === 0 ? (
				<p className="mt-8">
					<Nothing page={page} limit={limit} total={total} />
				</p>
			) : (
				<form method="post" onSubmit={onSubmit} className="mt-6">
					<ol aria-label="Changes" className="border-line border-t">
						{changes.map((change) => (
							<ChangeItem key={change.id} change={change} />
						))}
					</ol>
				</form>
			)}
			<Pager page={page} limit={limit} total={total} />
		</div>
	);
}

function Nothing({ page, limit, total }: Omit<HistoryPageProps, "changes">) {
	if (total === 0) {
		return (
			<>
				Nothing was done yet. <Link to="/tasks#add">Add a task</Link>; it will be the first entry.
			</>
		);
	}
	const last = lastPage(total, limit);
	return (
		<>
			There is no page {page}.{" "}
			<Link to={pageHref("", last, "/history")}>Go to the last one, page {last}</Link>.
		</>
	);
}
