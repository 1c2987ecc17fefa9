import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";

/**
 * Markdown (CommonMark with GitHub's tables, task lists and bare links) as HTML that is safe to put
 * into a page: HTML in the text is shown, not obeyed, and links lead to http, https or mailto only.
 */
export function renderMarkdown(text: string): string {
	if (text === "") return "";
	return micromark(text, { extensions: [gfm()], htmlExtensions: [gfmHtml()] });
}
