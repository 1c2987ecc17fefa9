import { useRef } from "react";
import { useClientSideLinks } from "#app/client/use-client-side-links.ts";
import type { FormReply } from "#app/core/form.ts";
import { AddingRow, TaskRow } from "#app/tasks/parts/task-row.tsx";
import { useTaskActions } from "#app/tasks/parts/use-task-actions.ts";
import { QuickAddForm } from "#app/tasks/quick-add/quick-add-form.tsx";
import type { TaskRowView } from "#app/tasks/view/task-view.ts";
import { Pager } from "#app/ui/pager.tsx";
import { BulkBar } from "./bulk-bar.tsx";
import { EmptyList } from "./empty-list.tsx";
import { FilterForm } from "./filter-form.tsx";
import { listTitle } from "./list-title.ts";
import type { ListRequest } from "./list-url.ts";
import { groupHeadings } from "./row-groups.ts";
import { useListKeys } from "./use-list-keys.ts";

type TaskListPageProps = ListRequest & {
	rows: TaskRowView[];
	total: number;
	formKey: string;
	reply: FormReply | null;
};

/** A list of tasks: quick add, filters, rows and bulk actions. */
export function TaskListPage({ rows, total, formKey, reply, ...request }: TaskListPageProps) {
	const { query, ignored } = request;
	const list = useRef<HTMLFormElement>(null);
	const { shown, adding, onSubmit } = useTaskActions(rows, query.status);
	const followLinks = useClientSideLinks();
	useListKeys(list);
	const groups = groupHeadings(
		shown.map(({ row }) => row),
		query,
	);
	const isEmpty = shown.length === 0 && adding.length === 0;
	return (
		<div className="column">
			<header className="view-head">
				<h1 dir="auto">{listTitle(request)}</h1>
				{total > 0 && (
					<p className="view-count">
						{total}
						<span className="sr-only">{total === 1 ? " task" : " tasks"}</span>
					</p>
				)}
			</header>
			<QuickAddForm label="Add a task" fieldId="add" formKey={formKey} reply={reply} />
			<FilterForm request={request} />
			{ignored.length > 0 && (
				<p className="ignored">Left out, since there is no such thing: {ignored.join(", ")}.</p>
			)}
			{/* One form for all rows: the value of a row's button names the task ("complete/5"). */}
			<form method="post" ref={list} onSubmit={onSubmit} className="task-form">
				{/* The form's default button, for Enter in "New tag". Without it Enter would press the first row's "Complete". */}
				<button type="submit" name="intent" value="bulk-tag" hidden tabIndex={-1} />
				{/* biome-ignore lint/a11y/useKeyWithClickEvents: the links in it take the keys. */}
				<ul aria-label="Tasks" className="tasks" onClick={followLinks}>
					{adding.map(({ title = "" }, index) => (
						// biome-ignore lint/suspicious/noArrayIndexKey: they have no number yet.
						<AddingRow key={`adding-${index}`} title={title} />
					))}
					{shown.map(({ row, leaving }, index) => (
						<TaskRow key={row.id} task={row} leaving={leaving} group={groups[index]} />
					))}
				</ul>
				{isEmpty ? <EmptyList request={request} total={total} /> : <BulkBar />}
			</form>
			<Pager page={query.page} limit={query.limit} total={total} />
		</div>
	);
}
