import { expect, test } from "vitest";

const sources = import.meta.glob<string>("./*.ts", {
	query: "?raw",
	import: "default",
	eager: true,
});

/** What a file imports, itself or by other files of this folder, that is no file of this folder. */
function packagesOf(file: string, seen = new Set<string>()): string[] {
	if (seen.has(file)) return [];
	seen.add(file);
	const source = sources[file] ?? "";
	const imports = [...source.matchAll(/^(?:import|export)(?! type)[^;]*? from "([^"]+)"/gm)];
	return imports.flatMap(([, from = ""]) =>
		from.startsWith("./") ? packagesOf(from, seen) : [from],
	);
}

test.each([
	"due-words",
	"recurrence-rule",
	"recurrence-words",
	"recurrence-text",
	"reminder-words",
])("%s.ts costs a page no package", (name) => {
	expect(sources[`./${name}.ts`]).toBeDefined();
	expect(packagesOf(`./${name}.ts`)).toEqual([]);
});

test("quick add is what brings Temporal and chrono", () => {
	const packages = packagesOf("./quick-add.ts");
	expect(packages).toContain("chrono-node/en");
	expect(packages).toContain("temporal-polyfill/fns/PlainDate");
});
