/** The address of a list of tasks: its filters, as the filter form writes them. Safe in the browser. */
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
	/** Every status was asked for. */
	anyStatus: boolean;
	/** What was asked for and does not exist, in words; the list leaves it out. */
	ignored: string[];
};

/** Reads a list's address. Unknown values are named in `ignored` instead of turning people away. */
export function readListUrl(params: URLSearchParams): ListRequest {
	const ignored: string[] = [];
	const oneOf = <T extends string>(name: string, values: readonly T[]): T | undefined => {
		const value = params.get(name) ?? "";
		const known = values.find((candidate) => candidate === value);
		if (value !== "" && !known) ignored.push(`${name} “${value.slice(0, 40)}”`);
		return known;
	};
	const status = oneOf("status", [...STATUSES, "any"] as const);
	const sort = readSort(params.get("sort") ?? "");
	if (sort === null) ignored.push(`sort “${(params.get("sort") ?? "").slice(0, 40)}”`);
	const query: TaskQuery = {
		q: params.get("q")?.trim().slice(0, 200) || undefined,
		status: status === "any" ? undefined : (status ?? "pending"),
		priority: oneOf("priority", PRIORITIES),
		tag: params.get("tag")?.trim().replace(/^#/, "").toLowerCase().slice(0, 50) || undefined,
		due: oneOf("due", DUE_WINDOWS),
		sort: sort ?? undefined,
		page: readPage(params.get("page"), ignored),
		limit: PAGE_SIZE,
	};
	return { query, anyStatus: status === "any", ignored };
}

/** `due:asc`; undefined for none, null for one that does not exist. */
function readSort(text: string): Sort | undefined | null {
	if (text === "") return undefined;
	const [name, direction = "asc"] = text.split(":");
	const field = SORT_FIELDS.find((candidate) => candidate === name);
	if (!field || (direction !== "asc" && direction !== "desc")) return null;
	return { field, direction };
}

/** The number of a page; the first where the text is none, which is then named in `ignored`. */
export function readPage(text: string | null, ignored: string[] = []): number {
	if (text === null || text === "") return 1;
	const page = Number(text);
	if (Number.isInteger(page) && page >= 1 && page <= 1_000_000) return page;
	ignored.push(`page “${text.slice(0, 40)}”`);
	return 1;
}
