/** Parses the blocks of a text in Markdown: the part of CommonMark that chats use, and GitHub's tables. */
import { type Inline, parseInline } from "./markdown-inline.ts";

export type Block =
	| { type: "paragraph"; children: Inline[] }
	| { type: "heading"; children: Inline[] }
	| { type: "code"; text: string }
	| { type: "quote"; children: Block[] }
	| { type: "list"; start: number | null; items: Block[][] }
	| { type: "table"; head: Inline[][]; rows: Inline[][][] }
	| { type: "rule" };

const FENCE = /^ {0,3}(`{3,}|~{3,})/;
const HEADING = /^ {0,3}#{1,6}\s+(\S.*)?$/;
const RULE = /^ {0,3}(?:(?:\*\s*){3,}|(?:-\s*){3,}|(?:_\s*){3,})$/;
const QUOTE = /^ {0,3}> ?/;
const ITEM = /^( {0,3})([-*+]|(\d{1,9})[.)])(?:( +)(|[^ ].*)|)$/;
/** Of a line without its spaces. */
const TABLE_RULE = /^\|?:?-+:?(?:\|:?-+:?)*\|?$/;
const DEPTH_MAX = 6;

/** Parses a text in Markdown; an unfinished one as if it ended there. */
export function parseMarkdown(text: string): Block[] {
	return parseLines(text.replaceAll("\r\n", "\n").replaceAll("\t", "    ").split("\n"), 0);
}

function parseLines(lines: string[], depth: number): Block[] {
	const blocks: Block[] = [];
	for (let at = 0; at < lines.length; ) {
		const line = lines[at] as string;
		if (line.trim() === "") at += 1;
		else {
			const { block, end } = parseBlock(lines, at, depth);
			blocks.push(block);
			at = end;
		}
	}
	return blocks;
}

type Parsed = { block: Block; end: number };

function parseBlock(lines: string[], at: number, depth: number): Parsed {
	const line = lines[at] as string;
	const fence = FENCE.exec(line)?.[1];
	if (fence) return parseFence(lines, at, fence);
	const heading = HEADING.exec(line);
	if (heading) {
		const children = parseInline(withoutClosing(heading[1] ?? ""));
		return { block: { type: "heading", children }, end: at + 1 };
	}
	if (RULE.test(line)) return { block: { type: "rule" }, end: at + 1 };
	if (depth < DEPTH_MAX) {
		if (QUOTE.test(line)) {
			const end = endOf(lines, at, (next) => QUOTE.test(next));
			const inner = lines.slice(at, end).map((each) => each.replace(QUOTE, ""));
			return { block: { type: "quote", children: parseLines(inner, depth + 1) }, end };
		}
		if (ITEM.test(line)) return parseList(lines, at, depth);
	}
	if (line.includes("|") && isTableRule(lines[at + 1] ?? "")) return parseTable(lines, at);
	const end = endOf(lines, at + 1, (next) => next.trim() !== "" && !interrupts(next));
	const words = lines.slice(at, end).map((each) => each.trim());
	return { block: { type: "paragraph", children: parseInline(words.join("\n")) }, end };
}

/** A heading may end with number signs as it begins. */
function withoutClosing(heading: string): string {
	let end = heading.trimEnd().length;
	while (heading[end - 1] === "#") end -= 1;
	return heading.slice(0, end).trimEnd();
}

function isTableRule(line: string): boolean {
	return TABLE_RULE.test(line.replaceAll(/\s/g, ""));
}

/** Whether a line ends the paragraph before it without an empty line between. */
function interrupts(line: string): boolean {
	return FENCE.test(line) || HEADING.test(line) || QUOTE.test(line) || isNewItem(line);
}

function isNewItem(line: string): boolean {
	const item = ITEM.exec(line);
	// Of numbered lists only one from 1 ends a paragraph: a line may begin with a year.
	return item !== null && (item[5] ?? "") !== "" && (item[3] === undefined || item[3] === "1");
}

function parseFence(lines: string[], at: number, fence: string): Parsed {
	const isClosing = (line: string) => {
		const closing = FENCE.exec(line);
		return closing?.[1]?.startsWith(fence) && line.trim() === closing[1];
	};
	const end = endOf(lines, at + 1, (line) => !isClosing(line));
	return { block: { type: "code", text: lines.slice(at + 1, end).join("\n") }, end: end + 1 };
}

function parseList(lines: string[], at: number, depth: number): Parsed {
	const [, , marker = "", number] = ITEM.exec(lines[at] as string) ?? [];
	const kind = marker.at(-1);
	const items: Block[][] = [];
	let end = at;
	while (end < lines.length) {
		const item = ITEM.exec(lines[end] as string);
		if (!item || item[2]?.at(-1) !== kind || RULE.test(lines[end] as string)) break;
		const [, indent = "", bullet = "", , gap = "", text = ""] = item;
		const width = indent.length + bullet.length + Math.min(Math.max(gap.length, 1), 4);
		const next = endOf(lines, end + 1, (line, index) => {
			if (line.trim() === "") return indented(lines[index + 1] ?? "", width);
			return indented(line, width) || (!interrupts(line) && !ITEM.test(line));
		});
		const inner = [text, ...lines.slice(end + 1, next).map((line) => outdent(line, width))];
		items.push(parseLines(inner, depth + 1));
		end = next;
		// An empty line between two items.
		if (lines[end]?.trim() === "" && ITEM.exec(lines[end + 1] ?? "")?.[2]?.at(-1) === kind)
			end += 1;
	}
	return {
		block: { type: "list", start: number === undefined ? null : Number(number), items },
		end,
	};
}

function indented(line: string, width: number): boolean {
	return line.trim() !== "" && line.slice(0, Math.min(width, 2)).trim() === "";
}

function outdent(line: string, width: number): string {
	const spaces = line.length - line.trimStart().length;
	return line.slice(Math.min(spaces, width));
}

function parseTable(lines: string[], at: number): Parsed {
	const end = endOf(lines, at + 2, (line) => line.includes("|"));
	const cells = (line: string) =>
		line
			.trim()
			.replace(/^\||\|$/g, "")
			.split(/(?<!\\)\|/)
			.map((cell) => parseInline(cell.trim()));
	const head = cells(lines[at] as string);
	const rows = lines.slice(at + 2, end).map(cells);
	return { block: { type: "table", head, rows }, end };
}

/** The index of the first line, from `at` on, for which `holds` is false. */
function endOf(
	lines: string[],
	at: number,
	holds: (line: string, index: number) => boolean,
): number {
	let end = at;
	while (end < lines.length && holds(lines[end] as string, end)) end += 1;
	return end;
}
