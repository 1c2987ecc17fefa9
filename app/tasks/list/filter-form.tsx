import type { FormEvent, ReactNode } from "react";
import { Link, useLocation, useNavigate } from "react-router";
import { useAppData } from "#app/client/app-data.ts";
import { SEARCH_FIELD_ID } from "#app/client/field-ids.ts";
import { filterHref } from "./list-links.ts";
import type { ListRequest } from "./list-url.ts";

const STATUS_OPTIONS = { pending: "Open", completed: "Completed", any: "Open and completed" };
const PRIORITY_OPTIONS = { "": "Any priority", high: "High", medium: "Medium", low: "Low" };
const DUE_OPTIONS = {
	"": "Any date",
	overdue: "Overdue",
	today: "Today",
	week: "Next 7 days",
	none: "No date",
};
const SORT_OPTIONS = {
	"due:asc": "By date",
	"due:desc": "Latest date first",
	"priority:desc": "Most urgent first",
	"priority:asc": "Least urgent first",
	"title:asc": "A to Z",
	"title:desc": "Z to A",
	"created:desc": "Newest first",
	"created:asc": "Oldest first",
	"updated:desc": "Last changed first",
	"updated:asc": "Longest unchanged first",
};

/**
 * The filters of a list, collapsed in a narrow window unless one is set. A plain GET form; the script
 * only leaves default values out of the address.
 */
export function FilterForm({ request: { query, anyStatus } }: { request: ListRequest }) {
	const { tags } = useAppData();
	const navigate = useNavigate();
	const { search } = useLocation();
	const apply = (event: FormEvent<HTMLFormElement>) => {
		event.preventDefault();
		void navigate(filterHref(new FormData(event.currentTarget)));
	};
	const status = anyStatus ? "any" : query.status;
	const sort = query.sort && `${query.sort.field}:${query.sort.direction}`;
	return (
		<details className="filter" open={isFiltered({ query, anyStatus })}>
			<summary>Filter</summary>
			<search aria-label="Filter tasks">
				{/* Keyed by the address, so that the uncontrolled fields show its filters after a navigation. */}
				<form key={search} action="/tasks" aria-label="Filter tasks" onSubmit={apply}>
					<input
						type="search"
						id={SEARCH_FIELD_ID}
						name="q"
						aria-label="Search"
						placeholder="Search"
						defaultValue={query.q}
						maxLength={200}
					/>
					<Choice label="Status" name="status" options={STATUS_OPTIONS} value={status} />
					<Choice
						label="Priority"
						name="priority"
						options={PRIORITY_OPTIONS}
						value={query.priority}
					/>
					<Choice label="Due" name="due" options={DUE_OPTIONS} value={query.due} />
					<input
						name="tag"
						aria-label="Tag"
						placeholder="Any tag"
						defaultValue={query.tag}
						list="known-tags"
						maxLength={51}
						autoComplete="off"
					/>
					<datalist id="known-tags">
						{tags.map(({ tag }) => (
							<option key={tag} value={tag} />
						))}
					</datalist>
					<Choice label="Sort" name="sort" options={SORT_OPTIONS} value={sort} />
					<button type="submit">Apply</button>
					{isFiltered({ query, anyStatus }) && (
						<Link to="/tasks" className="filter-clear">
							Clear
						</Link>
					)}
				</form>
			</search>
		</details>
	);
}

type ChoiceProps = {
	label: string;
	name: string;
	options: Record<string, ReactNode>;
	value: string | undefined;
};

function Choice({ label, name, options, value }: ChoiceProps) {
	return (
		<select name={name} aria-label={label} defaultValue={value ?? Object.keys(options)[0]}>
			{Object.entries(options).map(([option, words]) => (
				<option key={option} value={option}>
					{words}
				</option>
			))}
		</select>
	);
}

/** Whether a filter is set beyond those of the sidebar's links. */
function isFiltered({ query, anyStatus }: Pick<ListRequest, "query" | "anyStatus">) {
	return Boolean(query.q || query.priority || query.sort || anyStatus);
}
