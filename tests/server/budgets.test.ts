import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { clientBytes } from "#scripts/bench/client-bytes.ts";
import { modulesAtStart, workerBytes } from "#scripts/bench/sizes.ts";
import { buildIfStale } from "#scripts/build/build-if-stale.ts";

const KB = 1024;
const root = join(import.meta.dirname, "../..");

beforeAll(buildIfStale);

describe("what the browser loads, after gzip", () => {
	test.each([
		["/tasks", "routes/tasks", 150],
		["/tasks/:id", "routes/task", 150],
		["/signin", "routes/signin", 120],
		["/settings", "routes/settings", 150],
		["/chat", "routes/chat", 200],
	])("%s: scripts stay within its budget", (_, route, budget) => {
		expect(clientBytes(root, route).scripts / KB).toBeLessThanOrEqual(budget);
	});

	test("styles of the whole app stay within 12 KB", () => {
		expect(clientBytes(root, "routes/tasks").styles / KB).toBeLessThanOrEqual(12);
	});
});

describe("the worker", () => {
	test("stays within 1 MB after gzip", () => {
		expect(workerBytes(root).all / KB).toBeLessThanOrEqual(KB);
	});

	test("starts without what only some requests need", () => {
		const packages = modulesAtStart(root);
		expect(packages).toContain("react-router");
		for (const late of [
			"@ai-sdk/openai",
			"@ai-sdk/google",
			"@asteasolutions/zod-to-openapi",
			"@hono/zod-openapi",
			"@modelcontextprotocol/server",
			"ai",
			"ical.js",
			"papaparse",
		]) {
			expect(packages).not.toContain(late);
		}
	});
});
