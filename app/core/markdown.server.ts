import MarkdownIt, { type MarkdownIt as Markdown } from "markdown-it";
import { DESCRIPTION_HTML_MAX_LENGTH } from "#domain/limits.ts";

/** Lists and quotes within each other; what is deeper is left out. */
const NESTING_MAX = 16;
/**
 * Cells of all tables of a text. Rows are filled up to the width of their table (GFM, section 4.10), so
 * that few characters can be millions of cells. With more, all of them stay text.
 */
const CELLS_MAX = 4_000;
/** Of a bare link. */
const URL_MAX_LENGTH = 2_000;

const LINK_SCHEMES = /^(?:https?|mailto):/i;
const SCHEME = /^[a-z][a-z\d+.-]*:/i;
/** Of a table, also within lists and quotes. */
const DELIMITER_ROW = /^[-:|>\s*+\d.)]+$/;
const TASK = /^\[([ x])\]\s/i;

const withTables = newMarkdown();
const withoutTables = newMarkdown().disable("table");

/**
 * Markdown (CommonMark with GitHub's tables, task lists and bare links) as HTML that is safe to put
 * into a page: HTML in the text is shown, not obeyed, and links lead to http, https or mailto only. Of
 * a text that would become more than `DESCRIPTION_HTML_MAX_LENGTH` characters the text alone is shown.
 */
export function renderMarkdown(text: string): string {
	if (text === "") return "";
	const markdown = countCells(text) > CELLS_MAX ? withoutTables : withTables;
	const html = markdown.render(text);
	if (html.length <= DESCRIPTION_HTML_MAX_LENGTH) return html;
	return `<pre>${markdown.utils.escapeHtml(text)}</pre>`;
}

function newMarkdown(): Markdown {
	const markdown = new MarkdownIt({ html: false, linkify: true, maxNesting: NESTING_MAX });
	// Without that, "readme.md" would be an address in Moldova.
	markdown.linkify.set({ fuzzyLink: false }).add("www.", {
		validate(text, at, linkify) {
			const url = `//www.${text.slice(at, at + URL_MAX_LENGTH)}`;
			return Math.max(0, linkify.testSchemaAt(url, "http:", 0) - "//www.".length);
		},
		normalize(match) {
			match.url = `http://${match.url}`;
		},
	});
	markdown.validateLink = (url) => LINK_SCHEMES.test(url) || !SCHEME.test(url);
	addTaskLists(markdown);
	return markdown;
}

/** At least as many cells as the tables of a text have. */
function countCells(text: string): number {
	let cells = 0;
	let rows = 0;
	// From the end, so that each line knows how many follow without a blank one.
	for (const line of text.split("\n").toReversed()) {
		rows = line.trim() === "" ? 0 : rows + 1;
		if (line.includes("|") && line.includes("-") && DELIMITER_ROW.test(line)) {
			cells += rows * line.split("|").filter((cell) => cell.trim() !== "").length;
		}
	}
	return cells;
}

/** "[x] " at the start of an item is a checkbox (GFM, section 5.3). */
function addTaskLists(markdown: Markdown): void {
	markdown.core.ruler.after("inline", "task-lists", ({ tokens, Token }) => {
		for (const [index, { type, children }] of tokens.entries()) {
			const isInItem =
				type === "inline" &&
				tokens[index - 1]?.type === "paragraph_open" &&
				tokens[index - 2]?.type === "list_item_open";
			const first = children?.[0];
			if (!isInItem || first?.type !== "text") continue;
			const [mark = "", state] = TASK.exec(first.content) ?? [];
			if (state === undefined) continue;
			first.content = first.content.slice(mark.length - 1);
			const box = new Token("task_checkbox", "input", 0);
			box.attrs = [
				["type", "checkbox"],
				["disabled", ""],
				...(state === " " ? [] : [["checked", ""] satisfies [string, string]]),
			];
			children?.unshift(box);
		}
	});
}
