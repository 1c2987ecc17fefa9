// Finds the browsers for the tests, and installs them where there are none.
import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { chromium } from "@playwright/test";

/** Chromium without windows, which it would draw for each new context: tests take half the time. */
const HEADLESS_SHELL = "chromium-headless-shell";

const onPath = [
	"chromium",
	"chromium-browser",
	"google-chrome",
	"google-chrome-stable",
	"google-chrome-beta",
];

const wellKnown = [
	"/opt/google/chrome/chrome",
	"/snap/bin/chromium",
	...["/Applications", join(homedir(), "Applications")].flatMap((folder) => [
		`${folder}/Google Chrome.app/Contents/MacOS/Google Chrome`,
		`${folder}/Chromium.app/Contents/MacOS/Chromium`,
	]),
];

/** The path of a Chromium or Chrome on this machine: `CHROME_PATH`, else the first one found. */
export function findBrowser(): string | null {
	const named = process.env.CHROME_PATH;
	if (named) {
		if (!isExecutable(named)) throw new Error(`CHROME_PATH is not a program: ${named}`);
		return named;
	}
	const playwrights = chromium.executablePath();
	return [...pathsOf(onPath), ...wellKnown, playwrights].find(isExecutable) ?? null;
}

/**
 * The path of a browser that does all that tests need but push messages and notifications: `CHROME_PATH`,
 * else Chromium's headless shell, else what `findBrowser` finds.
 */
export function findHeadlessShell(): string | null {
	if (process.env.CHROME_PATH) return findBrowser();
	return pathsOf([HEADLESS_SHELL]).find(isExecutable) ?? findBrowser();
}

function pathsOf(names: string[]): string[] {
	const folders = [...(process.env.PATH ?? "").split(":").filter(Boolean), "/usr/bin"];
	return folders.flatMap((folder) => names.map((name) => join(folder, name)));
}

export function ensureBrowser(): string {
	const present = findBrowser();
	if (present) return present;
	console.log("No Chromium found: installing one for the browser tests.");
	const attempts = isDebianAsRoot()
		? [installFromDebian, downloadWithPlaywright]
		: [downloadWithPlaywright];
	for (const attempt of attempts) {
		attempt();
		const installed = findBrowser();
		if (installed) return installed;
	}
	throw new Error(
		"No Chromium was found and none could be installed (see above). " +
			"Install Chromium or Chrome, or set CHROME_PATH to one.",
	);
}

// Ubuntu's chromium package is only a door to a snap, which containers cannot open.
function isDebianAsRoot(): boolean {
	const release = existsSync("/etc/os-release") ? readFileSync("/etc/os-release", "utf8") : "";
	return process.getuid?.() === 0 && /^ID=debian$/m.test(release);
}

function installFromDebian(): void {
	// Text and emoji fonts, so that screenshots show what people see.
	const packages = ["chromium", HEADLESS_SHELL, "fonts-liberation", "fonts-noto-color-emoji"];
	const install = ["install", "-y", "--no-install-recommends", ...packages];
	if (run("apt-get", ["update"])) run("apt-get", install);
}

function downloadWithPlaywright(): void {
	const cli = "node_modules/@playwright/test/cli.js";
	const withDeps = process.getuid?.() === 0 ? ["--with-deps"] : [];
	run(process.execPath, [cli, "install", ...withDeps, "chromium"]);
}

function run(command: string, args: string[]): boolean {
	const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
	const { status } = spawnSync(command, args, { stdio: ["ignore", "inherit", "inherit"], env });
	return status === 0;
}

function isExecutable(path: string): boolean {
	try {
		accessSync(path, constants.X_OK);
		return true;
	} catch {
		// Absent or not ours to run: either way not a candidate.
		return false;
	}
}

if (import.meta.main) {
	try {
		console.log(ensureBrowser());
	} catch (error) {
		console.error(error instanceof Error ? error.message : error);
		process.exitCode = 1;
	}
}
