import type { Handler } from "hono";
import type { HonoEnv } from "./hono-env.ts";

const D1_PATIENCE_MS = 2000;

// The clock stands still while a worker starts, so its first request is the beginning.
let startedAt: number | null = null;

/** `GET /api/health`: whether this instance works, database included. */
export const health: Handler<HonoEnv> = async (c) => {
	startedAt ??= Date.now();
	const database = await databaseAnswers(c.env.DB);
	return c.json(
		{
			status: database ? "ok" : "unavailable",
			timestamp: new Date().toISOString(),
			uptime: Math.round((Date.now() - startedAt) / 1000),
			database: database ? "ok" : "unavailable",
			version: __TEND_VERSION__,
		},
		database ? 200 : 503,
	);
};

async function databaseAnswers(d1: D1Database): Promise<boolean> {
	const patience = new Promise<false>((resolve) =>
		setTimeout(() => resolve(false), D1_PATIENCE_MS),
	);
	const answer = d1
		.prepare("select 1")
		.first()
		.then(
			() => true,
			(error: unknown) => {
				console.error(
					JSON.stringify({ level: "error", message: "D1 does not answer", error: String(error) }),
				);
				return false;
			},
		);
	return Promise.race([answer, patience]);
}
