import type { LaunchOptions } from "@playwright/test";

/** How Chromium is started for tests: nothing of it asks the network by itself. */
export function launchOptions(executablePath: string | null): LaunchOptions {
	if (!executablePath) {
		throw new Error("No Chromium found. `node scripts/browser.ts` installs one.");
	}
	return {
		executablePath,
		args: [
			"--no-sandbox",
			"--disable-gpu",
			"--disable-quic",
			"--no-first-run",
			"--disable-background-networking",
			"--disable-component-update",
			"--disable-sync",
		],
	};
}
