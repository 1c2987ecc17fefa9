import { reset } from "cloudflare:test";
import { waitForGlobalWaitUntil } from "cloudflare:test-internal";
import { env } from "cloudflare:workers";
import { afterEach, beforeAll, beforeEach, inject } from "vitest";
import { newIsolate } from "./worker.ts";

// A test may have replaced it by vi.useFakeTimers().
const realSetTimeout = setTimeout;
const unhandled: unknown[] = [];
// In one trip: applyD1Migrations makes one for each migration, before each test.
const migrations = inject("migrations").flatMap(({ queries }) => queries);

function noteRejection(event: PromiseRejectionEvent): void {
	unhandled.push(event.reason);
}

beforeEach(async () => {
	unhandled.length = 0;
	addEventListener("unhandledrejection", noteRejection);
	await emptyStorage();
	await env.DB.batch(migrations.map((query) => env.DB.prepare(query)));
});

/** After a long test `reset()` can find D1 still at work, and leaves its tables: then once more. */
async function emptyStorage(): Promise<void> {
	for (let tries = 0; tries < 10; tries += 1) {
		await reset();
		const tables = env.DB.prepare("select count(*) from sqlite_schema where name = 'changes'");
		if ((await tables.first("count(*)")) === 0) return;
	}
	throw new Error("The database could not be emptied.");
}

// Importing the worker takes longer than most tests, so those of a file share it.
beforeAll(newIsolate);

// What a request left to waitUntil ends inside its test: otherwise it would meet the
// next test's empty database. A promise that rejects there, or that nobody awaits, fails
// the test.
afterEach(async () => {
	await waitForGlobalWaitUntil();
	await new Promise((resolve) => realSetTimeout(resolve));
	removeEventListener("unhandledrejection", noteRejection);
	if (unhandled.length > 0) throw unhandled[0];
});
