/** The inline parts of Markdown. Everything else is text, HTML included. */
export type Inline =
	| string
	| { type: "strong" | "emphasis" | "deleted"; children: Inline[] }
	| { type: "code"; text: string }
	| { type: "link"; href: string; children: Inline[] };

const ESCAPED = /^\\([!-/:-@[-`{-~])/;
const CODE = /^(`+)([^`]|[^`][\s\S]*?[^`])\1(?!`)/;
const LINK =
	/^!?\[((?:[^[\]\\]|\\.|\[[^[\]]*\])*)\]\(\s*(?:(?:<([^\s<>]*)>|((?:[^\s<>()]|\([^\s<>()]*\))+))(?:\s+"[^"]*")?\s*)?\)/;
const ANGLE_LINK = /^<((?:https?|mailto):[^\s<>]+)>/i;
const BARE_LINK = /^https?:\/\/[^\s<>"`*]*[^\s<>"`*.,;:!?)\]'’”]/i;
const MARKED = [
	["strong", /^\*\*(?=\S)([\s\S]*?\S)\*\*(?!\*)/],
	["strong", /^__(?=\S)([\s\S]*?\S)__(?![\p{L}\p{N}_])/u],
	["emphasis", /^\*(?=[^\s*])((?:[^*]|\*\*[^*]+\*\*)*?[^\s*])\*(?!\*)/],
	["emphasis", /^_(?=[^\s_])([\s\S]*?[^\s_])_(?![\p{L}\p{N}_])/u],
	["deleted", /^~~(?=\S)([\s\S]*?\S)~~/],
] as const;
/** Where an inline part may begin; everything before is text. */
const SPECIAL = /[\\`*_~[!<]|https?:\/\//i;
const DEPTH_MAX = 6;
/** What is longer between two marks stays text: each mark without its like is looked for so far. */
const MARKED_MAX_LENGTH = 1_000;

/** Parses the inline parts of a text. Links may lead to http, https, mailto, or a page of this site. */
export function parseInline(text: string, depth = 0): Inline[] {
	const read: Inline[] = [];
	const appendText = (more: string) => {
		const last = read.at(-1);
		if (typeof last === "string") read[read.length - 1] = last + more;
		else if (more !== "") read.push(more);
	};
	const inner = (more: string) => (depth < DEPTH_MAX ? parseInline(more, depth + 1) : [more]);
	for (let rest = text, before = ""; rest !== ""; ) {
		const found = parseOne(rest, before, inner);
		const taken = found?.length ?? Math.max(1, rest.slice(1).search(SPECIAL) + 1 || rest.length);
		if (!found) appendText(rest.slice(0, taken));
		else if (typeof found.inline === "string") appendText(found.inline);
		else read.push(found.inline);
		before = rest[taken - 1] ?? "";
		rest = rest.slice(taken);
	}
	return read;
}

type Found = { inline: Inline; length: number };

function parseOne(rest: string, before: string, inner: (text: string) => Inline[]): Found | null {
	const escaped = ESCAPED.exec(rest);
	if (escaped) return { inline: escaped[1] ?? "", length: 2 };
	const near = rest.slice(0, MARKED_MAX_LENGTH);
	const code = CODE.exec(near);
	if (code)
		return { inline: { type: "code", text: code[2]?.trim() ?? "" }, length: code[0].length };
	const link = LINK.exec(rest);
	if (link) {
		const href = safeHref(link[2] ?? link[3] ?? "");
		const children = inner(link[1] ?? "");
		// A link to an address that is not allowed becomes its text. An image becomes a link: loading it
		// would tell its server who reads the chat.
		if (href) return { inline: { type: "link", href, children }, length: link[0].length };
		return { inline: link[1] ?? "", length: link[0].length };
	}
	const bare = ANGLE_LINK.exec(rest)?.[1] ?? BARE_LINK.exec(rest)?.[0];
	if (bare && !/[\p{L}\p{N}]/u.test(before)) {
		const href = safeHref(bare);
		const length = rest.startsWith("<") ? bare.length + 2 : bare.length;
		if (href) return { inline: { type: "link", href, children: [bare] }, length };
	}
	const isInWord = /[\p{L}\p{N}]/u.test(before);
	for (const [type, pattern] of MARKED) {
		if (rest.startsWith("_") && isInWord) continue;
		const marked = pattern.exec(near);
		if (marked) {
			return { inline: { type, children: inner(marked[1] ?? "") }, length: marked[0].length };
		}
	}
	return null;
}

/** The address as the browser resolves it; null unless it is http, https, mailto or a path of this site. */
export function safeHref(href: string): string | null {
	if (/^\/(?![/\\])\S*$/.test(href)) return href;
	const url = URL.parse(href);
	return url && ["http:", "https:", "mailto:"].includes(url.protocol) ? url.href : null;
}
