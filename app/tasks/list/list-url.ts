/** The address of a list of tasks: its filters, as the filter form writes them. Safe in the browser. */
import { SEARCH_MAX_LENGTH, TAG_MAX_LENGTH } from "#domain/limits.ts";
import { PRIORITIES, STATUSES } from "#domain/task/task.ts";
import {
	DUE_WINDOWS,
	PAGE_SIZE,
	SORT_FIELDS,
	type Sort,
	type TaskQuery,
} from "#domain/task/task-list.ts";

export type ListRequest = {
	query: TaskQuery;
	/** Tasks of every status were asked for. */
	anyStatus: boolean;
	/** The unknown values in the address, described for the user. The list is shown without them. */
	ignored: string[];
};

/** Parses a list's address. Unknown values are no error: they are listed in `ignored`. */
export function parseListUrl(params: URLSearchParams): ListRequest {
	const ignored: string[] = [];
	const oneOf = <T extends string>(name: string, values: readonly T[]): T | undefined => {
		const value = params.get(name) ?? "";
		const known = values.find((candidate) => candidate === value);
		if (value !== "" && !known) ignored.push(`${name} “${value.slice(0, 40)}”`);
		return known;
	};
	const status = oneOf("status", [...STATUSES, "any"] as const);
	const sort = parseSort(params.get("sort") ?? "");
	if (sort === null) ignored.push(`sort “${(params.get("sort") ?? "").slice(0, 40)}”`);
	const query: TaskQuery = {
		q: params.get("q")?.slice(0, SEARCH_MAX_LENGTH).trim() || undefined,
		status: status === "any" ? undefined : (status ?? "pending"),
		priority: oneOf("priority", PRIORITIES),
		tag:
			params
				.get("tag")
				?.slice(0, TAG_MAX_LENGTH + 1)
				.trim()
				.replace(/^#/, "")
				.toLowerCase() || undefined,
		due: oneOf("due", DUE_WINDOWS),
		sort: sort ?? undefined,
		page: parsePage(params.get("page"), ignored),
		limit: PAGE_SIZE,
	};
	return { query, anyStatus: status === "any", ignored };
}

/** A sort order like `due:asc`; undefined for an empty text, null for an unknown order. */
function parseSort(text: string): Sort | undefined | null {
	if (text === "") return undefined;
	const [name, direction = "asc"] = text.split(":");
	const field = SORT_FIELDS.find((candidate) => candidate === name);
	if (!field || (direction !== "asc" && direction !== "desc")) return null;
	return { field, direction };
}

/** A page number from the address. Anything else is page 1, and is added to `ignored`. */
export function parsePage(text: string | null, ignored: string[] = []): number {
	if (text === null || text === "") return 1;
	const page = Number(text);
	if (Number.isInteger(page) && page >= 1 && page <= 1_000_000) return page;
	ignored.push(`page “${text.slice(0, 40)}”`);
	return 1;
}
