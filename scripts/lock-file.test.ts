import { execFileSync } from "node:child_process";
import { copyFileSync, globSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";

type Entry = {
	resolved?: string;
	dependencies?: Record<string, string>;
	optionalDependencies?: Record<string, string>;
};

const root = join(import.meta.dirname, "..");
const { packages } = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")) as {
	packages: Record<string, Entry>;
};

test("the lock file names the packages of every platform", () => {
	const missing = Object.entries(packages).flatMap(([path, entry]) =>
		Object.keys({ ...entry.dependencies, ...entry.optionalDependencies })
			.filter((name) => !isFoundFrom(path, name))
			.map((name) => `${path || "package.json"} needs ${name}`),
	);
	expect(missing).toEqual([]);
});

test("the lock file names no registry", () => {
	const named = Object.entries(packages).filter(([, { resolved }]) => resolved !== undefined);
	expect(named.map(([path]) => path)).toEqual([]);
});

test("the lock file is what npm makes of package.json", () => {
	const copy = mkdtempSync(join(tmpdir(), "tend-lock-"));
	onTestFinished(() => rmSync(copy, { recursive: true }));
	for (const file of ["package.json", "package-lock.json", ".npmrc"]) {
		copyFileSync(join(root, file), join(copy, file));
	}
	execFileSync(
		"npm",
		["install", "--package-lock-only", "--ignore-scripts", "--offline", `--cache=${copy}/cache`],
		{ cwd: copy, stdio: "pipe" },
	);
	const made = readFileSync(join(copy, "package-lock.json"), "utf8");
	expect(made === readFileSync(join(root, "package-lock.json"), "utf8")).toBe(true);
});

test("CI installs what the lock file names, by one version of npm and with actions by commit", () => {
	expect(readFileSync(join(root, ".ci/run"), "utf8")).toMatch(/^npm ci\b/m);
	const { packageManager } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
	expect(packageManager).toMatch(/^npm@\d+\.\d+\.\d+$/);
	const workflows = globSync(".github/workflows/*.yml", { cwd: root }).map((path) =>
		readFileSync(join(root, path), "utf8"),
	);
	const actions = workflows.flatMap((text) => text.match(/(?<=uses: ).*/g) ?? []);
	expect(actions.length).toBeGreaterThan(0);
	expect(
		actions.filter((action) => !/^[\w/-]+@[\da-f]{40} # v\d+\.\d+\.\d+$/.test(action)),
	).toEqual([]);
});

test("tsc is the TypeScript that package.json names, not the one dependency-cruiser reads with", () => {
	const { devDependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
	const [, version] = devDependencies["@typescript/native"].split("typescript@");
	const tsc = join(root, "node_modules/.bin/tsc");
	expect(execFileSync(tsc, ["--version"], { encoding: "utf8" })).toBe(`Version ${version}\n`);
});

/** Whether a package finds another as Node does: beside it, or in a folder further up. */
function isFoundFrom(path: string, name: string): boolean {
	for (let folder = path; ; ) {
		if (packages[join(folder, "node_modules", name)]) return true;
		if (folder === "") return false;
		folder = folder.slice(0, Math.max(0, folder.lastIndexOf("/node_modules/")));
	}
}
