/** Text that somebody has typed and not sent yet. Only for browsers. */
import type { ShouldRevalidateFunctionArgs } from "react-router";

/** Whether a text field of the page differs from its value at the time it was rendered. */
export function hasUnsavedText(): boolean {
	const fields = document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(
		"main :is(input:not([type=hidden], [type=checkbox], [type=radio]), textarea)",
	);
	return [...fields].some((field) => field.value !== field.defaultValue);
}

/**
 * A route's `shouldRevalidate` for pages whose data, loaded again for a change made elsewhere, could
 * replace a form in which somebody types. Saving finds the newer version, and shows both.
 */
export function skipRevalidationWhileDirty({
	formMethod,
	currentUrl,
	nextUrl,
	defaultShouldRevalidate,
}: ShouldRevalidateFunctionArgs): boolean {
	const isAskedFor = formMethod !== undefined || currentUrl.href !== nextUrl.href;
	return defaultShouldRevalidate && (isAskedFor || !hasUnsavedText());
}
