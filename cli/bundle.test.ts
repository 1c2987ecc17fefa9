import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { bundleOf } from "./bundle.ts";
import { newFolder } from "./run-tend.ts";

test("whoever needs the bundle at the same time gets the same one", async () => {
	const root = join(import.meta.dirname, "..");
	const [one, other] = await Promise.all([bundleOf(root), bundleOf(root)]);
	expect(one).toBe(other);
	expect(existsSync(one ?? "")).toBe(true);
});

test("where none can be made there is none, and nothing is left", async () => {
	const folder = newFolder();
	expect(await bundleOf(folder)).toBeNull();
	expect(existsSync(join(folder, "build/console/0"))).toBe(false);
});
