import { describe, expect, test } from "vitest";
import { cpuTime } from "#tests/cpu-time.ts";
import { type Block, parseMarkdown } from "./markdown-blocks.ts";
import { type Inline, parseInline, safeHref } from "./markdown-inline.ts";

/** As HTML, to be read at a glance. */
const shown = (text: string) => parseMarkdown(text).map(show).join("");

function show(block: Block): string {
	switch (block.type) {
		case "paragraph":
			return `<p>${line(block.children)}</p>`;
		case "heading":
			return `<h>${line(block.children)}</h>`;
		case "code":
			return `<pre>${block.text}</pre>`;
		case "quote":
			return `<quote>${block.children.map(show).join("")}</quote>`;
		case "list": {
			const items = block.items.map((item) => `<li>${item.map(show).join("")}</li>`).join("");
			return block.start === null ? `<ul>${items}</ul>` : `<ol ${block.start}>${items}</ol>`;
		}
		case "table": {
			const row = (cells: Inline[][]) => cells.map(line).join("|");
			return `<table>${[block.head, ...block.rows].map(row).join("/")}</table>`;
		}
		case "rule":
			return "<hr>";
	}
}

function line(inline: Inline[]): string {
	return inline
		.map((each) => {
			if (typeof each === "string") return each;
			if (each.type === "code") return `<c>${each.text}</c>`;
			if (each.type === "link") return `<a ${each.href}>${line(each.children)}</a>`;
			return `<${each.type[0]}>${line(each.children)}</${each.type[0]}>`;
		})
		.join("");
}

describe("blocks", () => {
	test.each([
		["One\ntwo\n\nthree", "<p>One\ntwo</p><p>three</p>"],
		["## Today ##\nRent", "<h>Today</h><p>Rent</p>"],
		["Here:\n- one\n- two", "<p>Here:</p><ul><li><p>one</p></li><li><p>two</p></li></ul>"],
		["- one\n\n- two", "<ul><li><p>one</p></li><li><p>two</p></li></ul>"],
		[
			"1. one\n   - inner\n2. two",
			"<ol 1><li><p>one</p><ul><li><p>inner</p></li></ul></li><li><p>two</p></li></ol>",
		],
		["3) three\n4) four", "<ol 3><li><p>three</p></li><li><p>four</p></li></ol>"],
		["- one\n  still one\nalso", "<ul><li><p>one\nstill one\nalso</p></li></ul>"],
		["In\n2026. It was", "<p>In\n2026. It was</p>"],
		["```js\nconst a = '<b>';\n\n- b\n```\nend", "<pre>const a = '<b>';\n\n- b</pre><p>end</p>"],
		["```\nnot yet closed", "<pre>not yet closed</pre>"],
		["> said\n> **so**", "<quote><p>said\n<s>so</s></p></quote>"],
		["one\n\n---\n\ntwo", "<p>one</p><hr><p>two</p>"],
		["| a | b |\n|---|:-:|\n| 1 | `2` |", "<table>a|b/1|<c>2</c></table>"],
		["", ""],
		["* * *", "<hr>"],
		["- ", "<ul><li></li></ul>"],
	])("%j", (text, expected) => {
		expect(shown(text)).toBe(expected);
	});

	test("however deep it is nested, it is read, and quickly", () => {
		expect(shown(`${"> ".repeat(500)}x`)).toContain("x");
		expect(shown(`${"- ".repeat(500)}x`)).toContain("x");
		for (const nasty of ["*", "_", "[", "`", "**a ", "[a](", "<http:", "~~", "|-", "![", "\\"]) {
			expect(cpuTime(() => parseMarkdown(nasty.repeat(4_000)))).toBeLessThan(1_000);
		}
	});
});

describe("lines", () => {
	test.each([
		[
			"**bold** and *soft*, __bold__ and _soft_",
			"<s>bold</s> and <e>soft</e>, <s>bold</s> and <e>soft</e>",
		],
		["***both***", "<s><e>both</e></s>"],
		["snake_case_name and 2*3*4", "snake_case_name and 2<e>3</e>4"],
		["2 * 3 * 4", "2 * 3 * 4"],
		["~~gone~~", "<d>gone</d>"],
		["`a **b**` ``c`d``", "<c>a **b**</c> <c>c`d</c>"],
		["\\*not\\* `so", "*not* `so"],
		["[task](/tasks/5) [x](https://a.b/c_(d))", "<a /tasks/5>task</a> <a https://a.b/c_(d)>x</a>"],
		["see https://a.b/c, ok", "see <a https://a.b/c>https://a.b/c</a>, ok"],
		["<https://a.b>", "<a https://a.b/>https://a.b</a>"],
		["<b>bold</b> <script>alert(1)</script>", "<b>bold</b> <script>alert(1)</script>"],
		["[click](javascript:alert(1))", "click"],
		["[click](data:text/html,x) [c](//evil.example)", "click c"],
		["![picture](https://evil.example/?secret)", "<a https://evil.example/?secret>picture</a>"],
		["**bold", "**bold"],
	])("%j", (text, expected) => {
		expect(line(parseInline(text))).toBe(expected);
	});

	test.each([
		["/tasks/5", "/tasks/5"],
		["https://a.b/c", "https://a.b/c"],
		["mailto:a@b.c", "mailto:a@b.c"],
		["javascript:alert(1)", null],
		["JAVASCRIPT:alert(1)", null],
		["\u0001javascript:alert(1)", null],
		["//evil.example", null],
		["/\\evil.example", null],
		["tasks/5", null],
		["vbscript:x", null],
		["", null],
	])("%j leads to %j", (href, expected) => {
		expect(safeHref(href)).toBe(expected);
	});
});
