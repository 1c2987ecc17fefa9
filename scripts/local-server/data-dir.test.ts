import {
	chmodSync,
	mkdirSync,
	mkdtempSync,
	rmSync,
	statSync,
	symlinkSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { openDataDir } from "./data-dir.ts";

function newFolder(): string {
	const folder = mkdtempSync(join(tmpdir(), "tend-data-dir-"));
	onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
	return folder;
}

const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);

/** The lines of the log that a folder's opening writes. */
async function warningsOf(dataDir: string): Promise<Record<string, unknown>[]> {
	const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
	onTestFinished(() => warn.mockRestore());
	await openDataDir(dataDir);
	const lines = warn.mock.calls.map(([line]) => JSON.parse(line));
	warn.mockClear();
	return lines;
}

test("a new data folder is this user's alone", async () => {
	const dataDir = join(newFolder(), "far/away");
	expect(await warningsOf(dataDir)).toEqual([]);
	expect(["", "v3"].map((name) => modeOf(join(dataDir, name)))).toEqual(["700", "700"]);
});

test("one that others could read is closed, once, with all that is in it", async () => {
	const dataDir = newFolder();
	mkdirSync(join(dataDir, "v3/d1"), { recursive: true });
	writeFileSync(join(dataDir, "v3/d1/a.sqlite"), "");
	writeFileSync(join(dataDir, "secrets.json"), "", { mode: 0o600 });
	for (const name of ["v3/d1/a.sqlite", "v3/d1", "v3", ""]) {
		chmodSync(join(dataDir, name), name.endsWith("sqlite") ? 0o664 : 0o755);
	}
	expect(await warningsOf(dataDir)).toEqual([
		{
			level: "warn",
			message: "DATA_DIR was open to other users of this machine. Now it is not.",
			dataDir,
			files: 4,
		},
	]);
	const names = ["", "v3", "v3/d1", "v3/d1/a.sqlite", "secrets.json"];
	expect(names.map((name) => modeOf(join(dataDir, name)))).toEqual([
		"700",
		"700",
		"700",
		"600",
		"600",
	]);
	expect(await warningsOf(dataDir)).toEqual([]);
});

test("what a link leads to is nothing of the folder's", async () => {
	const [dataDir, elsewhere] = [newFolder(), newFolder()];
	chmodSync(elsewhere, 0o755);
	symlinkSync(elsewhere, join(dataDir, "link"));
	expect(await warningsOf(dataDir)).toEqual([]);
	expect(modeOf(elsewhere)).toBe("755");
});
