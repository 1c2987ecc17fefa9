import { expect, test } from "vitest";

const sources = import.meta.glob<string>("./**/*.ts", {
	query: "?raw",
	import: "default",
	eager: true,
});

/** What a file imports, itself or by other files of domain/, that is no file of domain/. */
function packagesOf(file: string, seen = new Set<string>()): string[] {
	if (seen.has(file)) return [];
	seen.add(file);
	const source = sources[file] ?? "";
	const folder = file.slice(0, file.lastIndexOf("/"));
	const imports = [...source.matchAll(/^(?:import|export)(?! type)[^;]*? from "([^"]+)"/gm)];
	return imports.flatMap(([, from = ""]) => {
		if (from.startsWith("./")) return packagesOf(`${folder}${from.slice(1)}`, seen);
		if (from.startsWith("#domain/")) return packagesOf(from.replace("#domain/", "./"), seen);
		return [from];
	});
}

test.each([
	"./time/format-due-date.ts",
	"./recurrence/recurrence-rule.ts",
	"./recurrence/recurrence-words.ts",
	"./language/reminder-words.ts",
])("%s costs a page no package", (file) => {
	expect(sources[file]).toBeDefined();
	expect(packagesOf(file)).toEqual([]);
});

test("quick add is what brings Temporal, and nothing else", () => {
	const packages = packagesOf("./quick-add/quick-add.ts");
	expect(packages).toContain("temporal-polyfill/fns/PlainDate");
	expect(packages.every((name) => name.startsWith("temporal-polyfill/"))).toBe(true);
});
