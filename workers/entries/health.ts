import { log } from "#app/core/log.ts";

const D1_PATIENCE_MS = 2000;

// The clock stands still while a worker starts, so its first request is the beginning.
let startedAt: number | null = null;

/** `GET /api/health`: whether this instance works, database included. */
export async function health({ DB }: Pick<Env, "DB">) {
	startedAt ??= Date.now();
	const works = await databaseAnswers(DB);
	const word = works ? "ok" : "unavailable";
	const body = {
		status: word,
		timestamp: new Date().toISOString(),
		uptime: Math.round((Date.now() - startedAt) / 1000),
		database: word,
		version: __TEND_VERSION__,
	} as const;
	return { status: works ? 200 : 503, body } as const;
}

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
				log.error("D1 does not answer", { error: String(error) });
				return false;
			},
		);
	return Promise.race([answer, patience]);
}
