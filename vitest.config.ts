import { join } from "node:path";
import { defineConfig } from "vitest/config";

// The mail servers of the tests have certificates of their own (tests/stand-ins); Miniflare reads
// whom to trust when it is loaded.
process.env.NODE_EXTRA_CA_CERTS = join(import.meta.dirname, "tests/stand-ins/ca.pem");
const { cloudflareTest } = await import("@cloudflare/vitest-plugin");

const notOurs = ["**/node_modules/**", "build/**", ".data/**"];
const inWorkerd = ["**/*.server.test.ts", "{workers,tests/pages,tests/doors}/**/*.test.ts"];

export default defineConfig({
	test: {
		allowOnly: false,
		// What the worker logs is shown for failing tests only.
		silent: "passed-only",
		// Else vitest leaves one of the cores that it counts to itself.
		maxWorkers: 2,
		projects: [
			{
				test: {
					name: "unit",
					include: ["{app,db,domain,tests/{readers,source}}/**/*.test.{ts,tsx}"],
					exclude: [...notOurs, ...inWorkerd],
					setupFiles: ["tests/setup.ts"],
					isolate: false,
					// Far from UTC, where "today" differs for half the day: a rule that
					// reads the machine's zone instead of the user's fails here.
					env: { TZ: "Pacific/Auckland" },
					// They have what browser tests leave of the machine: scripts/test.ts.
					testTimeout: 60_000,
				},
			},
			{
				plugins: [
					cloudflareTest(({ inject }) => ({
						// The built worker: its source imports React Router's virtual server
						// build, which only the real Vite build can make.
						main: inject("main"),
						wrangler: { configPath: "./wrangler.toml" },
						remoteBindings: false,
						miniflare: {
							bindings: {
								AUTH_SECRET: "only-for-tests-0123456789abcdef0123456789",
								METRICS_TOKEN: "only-for-metrics",
								// As in tests/outside.ts.
								VAPID_PRIVATE_KEY: "CQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQk",
							},
							// Tests deliver what they mean to (tests/worker.ts). A queue that somebody consumes
							// would do it by itself, in the middle of another test.
							queueProducers: { EVENTS: { queueName: "nobody-listens" } },
						},
					})),
				],
				test: {
					name: "workers",
					include: inWorkerd,
					exclude: notOurs,
					globalSetup: ["tests/global-setup.ts"],
					setupFiles: ["tests/setup.ts", "tests/setup-worker.ts"],
					// A workerd of its own costs each file 0.8 s. tests/setup-worker.ts gives
					// each test fresh storage and fresh modules instead, in 30 ms.
					isolate: false,
					testTimeout: 60_000,
				},
			},
			{
				test: {
					name: "scripts",
					include: ["{scripts,cli,tests/server}/**/*.test.ts"],
					exclude: notOurs,
					setupFiles: ["tests/setup.ts"],
					// They start real servers and mostly wait, so the rest goes on beside.
					testTimeout: 120_000,
					hookTimeout: 120_000,
				},
			},
		],
	},
});
