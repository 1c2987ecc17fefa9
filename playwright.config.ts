import { mkdtempSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineConfig } from "@playwright/test";
import { findHeadlessShell } from "./scripts/browser.ts";
import { launchOptions } from "./tests/e2e/launch-options.ts";

// This file is read again in each worker process, which inherits the environment: what
// was chosen first stays.
process.env.E2E_PORT ??= String(await freePort());
process.env.E2E_DATA_DIR ??= mkdtempSync(join(tmpdir(), "tend-e2e-"));

const baseURL = `http://127.0.0.1:${process.env.E2E_PORT}`;

export default defineConfig({
	testDir: "tests/e2e",
	outputDir: "test-results",
	fullyParallel: true,
	workers: 2,
	forbidOnly: true,
	// Waiting longer costs nothing where all is well; on a busy machine a browser is starved for seconds.
	timeout: 120_000,
	expect: { timeout: 30_000 },
	reporter: "list",
	use: {
		baseURL,
		locale: "en-GB",
		timezoneId: "America/New_York",
		// Drawing motion takes a sixth of the time, and a colour half-way has another contrast for axe.
		contextOptions: { reducedMotion: "reduce" },
		// Recording costs a third of the time, so it is asked for: npm test -- --trace retain-on-failure
		trace: "off",
		screenshot: "only-on-failure",
		// It would stand between a test and what the test wants to see; offline.spec.ts has it.
		serviceWorkers: "block",
		launchOptions: launchOptions(findHeadlessShell()),
	},
	projects: [
		{ name: "javascript", grepInvert: /@no-javascript/ },
		{ name: "no-javascript", grepInvert: /@javascript/, use: { javaScriptEnabled: false } },
	],
	webServer: {
		// Its log goes to a file that outlives the run, to look up a request id in.
		command: `mkdir -p test-results && exec "${process.execPath}" scripts/start.ts > test-results/server.log`,
		url: `${baseURL}/api/health`,
		timeout: 120_000,
		gracefulShutdown: { signal: "SIGTERM", timeout: 10_000 },
		env: {
			HOST: "127.0.0.1",
			PORT: process.env.E2E_PORT,
			DATA_DIR: process.env.E2E_DATA_DIR,
			APP_URL: baseURL,
			LLM_PROVIDER: "local",
			SIGNIN_RATE_LIMIT: "0",
			SIGNUP_RATE_LIMIT: "0",
			API_RATE_LIMIT: "0",
		},
	},
});

async function freePort(): Promise<number> {
	const server = createServer();
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	const address = server.address();
	await new Promise((resolve) => server.close(resolve));
	if (address === null || typeof address === "string") throw new Error("No free port");
	return address.port;
}
