import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";

// What no linter of ours looks at: the size of folders, and words.

const root = join(import.meta.dirname, "../..");
const tracked = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
	cwd: root,
	encoding: "utf8",
}).split("\n");
const sources = tracked.filter(
	(path) =>
		/^(app|cli|db|domain|scripts|workers)\/.*\.(ts|tsx|mjs|css)$/.test(path) &&
		!/\.test\.tsx?$/.test(path),
);
const read = (path: string) => readFileSync(join(root, path), "utf8");

/** `path:line: text` of each line that matches. */
function linesWith(pattern: RegExp, text = read): string[] {
	return sources.flatMap((path) =>
		text(path)
			.split("\n")
			.flatMap((line, index) =>
				pattern.test(line) ? [`${path}:${index + 1}: ${line.trim()}`] : [],
			),
	);
}

/** A source without what its comments and strings say in plain English. */
function withoutProse(path: string): string {
	const blank = (text: string) => text.replace(/[^\n]/g, " ");
	return read(path)
		.replace(/\/\*[\s\S]*?\*\//g, blank)
		.replace(/(?<!:)\/\/.*$/gm, blank)
		.replace(/"(?:[^"\\\n]|\\.)*"/g, blank);
}

const MAX_FILES = 25;

test(`no folder has more than ${MAX_FILES} source files of its own`, () => {
	const folders = Map.groupBy(sources, (path) => dirname(path));
	const tooLarge = [...folders].filter(([, files]) => files.length > MAX_FILES);
	expect(tooLarge.map(([folder, files]) => `${folder}: ${files.length}`)).toEqual([]);
});

test("no source cites a document that is not in the repository", () => {
	expect(linesWith(/\bSPEC(\.md)? section|\bSPEC\.md|\bSTYLE\.md|\breviews?\/\w+\.md/)).toEqual([]);
	const records = linesWith(/decisions?[/ ](\d{3})/i).filter((line) => {
		const number = /decisions?[/ ](\d{3})/i.exec(line)?.[1];
		return !tracked.some((path) => path.startsWith(`docs/decisions/${number}-`));
	});
	expect(records).toEqual([]);
});

test("every file that a document or a comment names is there", () => {
	const documents = tracked.filter(
		(path) => /^(README|docs\/.*)\.md$/.test(path) && !path.startsWith("docs/decisions/"),
	);
	const named = [...documents, ...sources].flatMap((path) =>
		[
			...read(path).matchAll(
				/(?<![\w./-])((?:app|cli|db|domain|scripts|tests|workers|docs)\/[\w./-]+\.(?:tsx?|mjs|css|md))\b/g,
			),
		].map(([, name = ""]) => ({ path, name })),
	);
	const missing = named.filter(({ name }) => !tracked.includes(name));
	expect(missing.map(({ path, name }) => `${path} names ${name}`)).toEqual([]);
});

test("retired words do not come back", () => {
	// The last table of docs/glossary.md: | `Retired` | … |
	const table = read("docs/glossary.md").split("## Retired words")[1] ?? "";
	const words = [...table.matchAll(/^\| `(\w+)` +\|/gm)].map(([, word = ""]) => word);
	expect(words.length).toBeGreaterThan(20);
	expect(linesWith(new RegExp(`\\b(?:${words.join("|")})\\b`), withoutProse)).toEqual([]);
});

test("cookies are written and read in one module, and secured in one other", () => {
	// MCP takes no cookies, so it takes them off.
	const own = [
		"app/core/cookies.server.ts",
		"workers/http/secure-cookies.ts",
		"workers/mcp/mcp.ts",
	];
	const lines = linesWith(
		/set-cookie|getSetCookie|\bgetCookie|\bsetCookie|createCookie|SessionCookie\(|cookieStore|document\.cookie|headers\.get\("cookie"\)|\bheader\("cookie"\)/i,
	);
	const others = lines.filter(
		(line) => !own.some((path) => line.startsWith(`${path}:`)) && !/:\d+: (\/\*\*?|\*) /.test(line),
	);
	// The benchmarks are a browser: they keep what they are sent.
	expect(others.filter((line) => !line.startsWith("scripts/bench/"))).toEqual([]);
	expect(lines.length).toBeGreaterThan(others.length);
});
