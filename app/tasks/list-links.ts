import { PAGE_SIZE } from "#domain/task/task-list.ts";

/** The address of another page of the list at `search` (and `pathname`, for lists of other things). */
export function pageHref(search: string, page: number, pathname = "/tasks"): string {
	const params = new URLSearchParams(search);
	if (page > 1) params.set("page", String(page));
	else params.delete("page");
	return params.size > 0 ? `${pathname}?${params}` : pathname;
}

export function lastPage(total: number, limit = PAGE_SIZE): number {
	return Math.max(1, Math.ceil(total / limit));
}

/** The address of the list that a filter form asks for, without the fields that ask for nothing. */
export function filterHref(form: FormData): string {
	const params = new URLSearchParams();
	for (const [name, value] of form) {
		const isDefault = value === "" || FILTER_DEFAULTS[name] === value;
		if (typeof value === "string" && !isDefault) params.set(name, value);
	}
	return params.size > 0 ? `/tasks?${params}` : "/tasks";
}

export const FILTER_DEFAULTS: Record<string, string> = { status: "pending", sort: "due:asc" };
