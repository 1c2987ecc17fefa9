import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { isExponential } from "./ambiguity.ts";
import { findPatterns } from "./find-patterns.ts";

test.each([
	[/(?:a+)+b/],
	[/^(?:a|a)*$/],
	[/(?:\w+\s?)*$/],
	// By more than one character: "1 minutes" is a number and a unit, and a span by itself.
	[/(?:\d+ minutes|\d+\s*(?:minutes|m) ?)*before/],
	[/'([^']+(?:'\p{L}+[^']*)*)'(?=\s)/u],
	[/^(?:(?:new|some|new)\s+)*task/],
])("%s can match one text in very many ways", ({ source, flags }) => {
	expect(isExponential(source, flags)).toBe(true);
});

test.each([
	[/(?:a+b)+/],
	[/^(?:a|b)*$/],
	[/(?:\d+\s*(?:minutes|m)(?![a-z]),?\s+)*before/],
	[/'([^']+(?:'\p{L}[^']*)*)'(?=\s)/u],
	[/[\s,]+$/],
])("%s cannot", ({ source, flags }) => {
	expect(isExponential(source, flags)).toBe(false);
});

test("patterns are found where they are written, and where they are put together", async () => {
	const root = mkdtempSync(join(tmpdir(), "tend-patterns-"));
	onTestFinished(() => rmSync(root, { recursive: true }));
	mkdirSync(join(root, "a"));
	const write = (name: string, text: string) => writeFileSync(join(root, name), text);
	write("a/literal.ts", 'export const half = 4 / 2;\nexport const found = /a"[/]/giu;\n');
	write(
		"a/made.ts",
		'const letter = "b";\nexport const made = new RegExp(`^$' + '{letter}+`, "u");\n',
	);
	expect(await findPatterns(root, ["a/literal.ts", "a/made.ts"])).toEqual([
		{ file: "a/literal.ts", line: 2, source: 'a"[/]', flags: "giu" },
		{ file: "a/made.ts", line: 2, source: "^b+", flags: "u" },
	]);
	write("a/late.ts", "export const late = (text: string) => new RegExp(text);\n");
	await expect(findPatterns(root, ["a/late.ts"])).rejects.toThrow("a/late.ts");
});
