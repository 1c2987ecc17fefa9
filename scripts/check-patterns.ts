// Looks for regular expressions that can take more than linear time at one place of a text: those in
// which two ways match one text. docs/decisions/031-readers-in-linear-time.md
// has why, and why by these two.
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { analyse } from "scslre";
import { isExponential } from "./patterns/ambiguity.ts";
import { findPatterns, type Pattern } from "./patterns/find-patterns.ts";

const root = join(import.meta.dirname, "..");
const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
	cwd: root,
	encoding: "utf8",
})
	.split("\n")
	.filter((file) => /^(?:app|cli|db|domain|scripts|workers)\/.*\.(?:tsx?|mjs)$/.test(file))
	.filter((file) => !/\.test\.tsx?$/.test(file));

const patterns = await findPatterns(root, files);
const complaints = new Map<string, string>();
for (const pattern of patterns) {
	const fault = faultOf(pattern);
	if (!fault) continue;
	const { file, line, source, flags } = pattern;
	complaints.set(`${source}/${flags}`, `${file}:${line}: ${fault}: /${source}/${flags}`);
}
for (const complaint of complaints.values()) console.error(complaint);
console.log(`${patterns.length} patterns`);
process.exitCode = complaints.size === 0 ? 0 : 1;

function faultOf({ source, flags }: Pattern): string | null {
	if (isExponential(source, flags)) return "two ways through a loop match one text";
	const { reports } = analyse({ source, flags }, { reportTypes: { Move: false } });
	if (reports.length === 0) return null;
	return reports.some(({ exponential }) => exponential)
		? "the ways to match a text double with its length"
		: "two quantifiers can take the same characters";
}
