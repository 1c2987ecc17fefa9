import { expect, test } from "vitest";
import { renderMarkdown } from "./markdown.server.ts";

test("tables, task lists and bare links are GitHub's", () => {
	expect(renderMarkdown("|a|b|\n|-|-:|\n|1|2|")).toMatch(
		/<table>[\s\S]*<th>a<\/th>[\s\S]*text-align:right[\s\S]*<td>1<\/td>/,
	);
	const list = renderMarkdown("- [ ] milk\n- [x] eggs\n- [y] no");
	expect(list).toContain('<li><input type="checkbox" disabled=""> milk</li>');
	expect(list).toContain('<li><input type="checkbox" disabled="" checked=""> eggs</li>');
	expect(list).toContain("<li>[y] no</li>");
	expect(renderMarkdown("see www.example.com, or mail a@example.com")).toBe(
		'<p>see <a href="http://www.example.com">www.example.com</a>, or mail <a href="mailto:a@example.com">a@example.com</a></p>\n',
	);
});

test("the name of a file is no link", () => {
	expect(renderMarkdown("see readme.md and example.com")).toBe(
		"<p>see readme.md and example.com</p>\n",
	);
});

test("HTML is shown, not obeyed", () => {
	expect(renderMarkdown("<script>alert(1)</script> <b>x</b>")).toBe(
		"<p>&lt;script&gt;alert(1)&lt;/script&gt; &lt;b&gt;x&lt;/b&gt;</p>\n",
	);
});

test.each([
	"[a](javascript:alert(1))",
	"[a](JaVaScRiPt:alert(1))",
	"[a](&#106;avascript:alert(1))",
	"[a](vbscript:x)",
	"[a](data:text/html,x)",
	"![a](data:image/svg+xml,x)",
	"![a](data:image/png;base64,x)",
	"[a](file:///etc/passwd)",
	"<javascript:alert(1)>",
	"[a]: javascript:x\n\n[a]",
])("%s is no link", (text) => {
	expect(renderMarkdown(text)).not.toMatch(/href|src/);
});

test("links lead to http, https and mailto, and to pages beside", () => {
	for (const url of [
		"http://a.example",
		"https://a.example/?b=c",
		"mailto:a@b.example",
		"/x",
		"#y",
	]) {
		expect(renderMarkdown(`[a](${url})`)).toContain(`href="${url}"`);
	}
});

test("tables of too many cells stay text", () => {
	const wide = `${"|a".repeat(1250)}\n${"|-".repeat(1250)}\n${"|a\n".repeat(1600)}`;
	const html = renderMarkdown(wide);
	expect(html).not.toContain("<table>");
	expect(html.length).toBeLessThan(20_000);
	const long = `|a|b|\n|-|-|\n${"|1|2|\n".repeat(1600)}`;
	expect(renderMarkdown(long)).toContain("<table>");
});

test("lists within lists end after some levels", () => {
	expect(renderMarkdown("- ".repeat(5000)).length).toBeLessThan(20_000);
});
