import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import autocannon from "autocannon";
import { afterAll, beforeAll, expect, test } from "vitest";
import { SteeredServer } from "#scripts/bench/steered-server.ts";

const dataDir = mkdtempSync(join(tmpdir(), "tend-cron-"));
const server = new SteeredServer(dataDir, { API_RATE_LIMIT: "0" });

beforeAll(() => server.start());
afterAll(async () => {
	await server.stop();
	rmSync(dataDir, { recursive: true, force: true });
});

// Once the runtime waited for us to read its log while we waited for it to run the trigger.
test("cron triggers run while requests come as fast as they can be logged", async () => {
	const load = autocannon({ url: `${server.url}/api/nothing`, connections: 64, duration: 4 });
	for (let i = 0; i < 3; i += 1) await server.runCron("*/5 * * * *", new Date());
	const { errors, timeouts } = await load;
	expect({ errors, timeouts }).toEqual({ errors: 0, timeouts: 0 });
	expect((await fetch(`${server.url}/api/health`)).status).toBe(200);
});
