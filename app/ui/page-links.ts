/** The address of another page of the list at `search` and `pathname`; the first needs no number. */
export function pageHref(search: string, page: number, pathname: string): string {
	const params = new URLSearchParams(search);
	if (page > 1) params.set("page", String(page));
	else params.delete("page");
	return params.size > 0 ? `${pathname}?${params}` : pathname;
}

/** The number of the last page, from 1. An empty list has one page. */
export function lastPage(total: number, limit: number): number {
	return Math.max(1, Math.ceil(total / limit));
}
