/** What somebody has typed and not sent yet. Only for browsers. */
import type { ShouldRevalidateFunctionArgs } from "react-router";

/** Whether a field of the page has another text than it came with. */
export function hasUnsavedText(): boolean {
	const fields = document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(
		"main :is(input:not([type=hidden], [type=checkbox], [type=radio]), textarea)",
	);
	return [...fields].some((field) => field.value !== field.defaultValue);
}

/**
 * A route's `shouldRevalidate` where what is changed elsewhere could take a form away with all that is
 * typed in it. Saving meets the change, and shows both.
 */
export function unlessTyping({
	formMethod,
	currentUrl,
	nextUrl,
	defaultShouldRevalidate,
}: ShouldRevalidateFunctionArgs): boolean {
	const isAskedFor = formMethod !== undefined || currentUrl.href !== nextUrl.href;
	return defaultShouldRevalidate && (isAskedFor || !hasUnsavedText());
}
