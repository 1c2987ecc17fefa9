/** The address of the list that a filter form asks for, without empty and default values. */
export function filterHref(form: FormData): string {
	const params = new URLSearchParams();
	for (const [name, value] of form) {
		const isDefault = value === "" || FILTER_DEFAULTS[name] === value;
		if (typeof value === "string" && !isDefault) params.set(name, value);
	}
	return params.size > 0 ? `/tasks?${params}` : "/tasks";
}

const FILTER_DEFAULTS: Record<string, string> = { status: "pending", sort: "due:asc" };
