import { join } from "node:path";
import { Sessions } from "#app/auth/sessions/session.server.ts";
import { encodePersonalToken } from "#app/auth/tokens/personal-token.server.ts";
import { insertUser } from "#db/accounts/accounts.server.ts";
import { insertPersonalToken } from "#db/accounts/tokens.server.ts";
import { Connection, transact } from "#db/client.server.ts";
import { openDataDir } from "#scripts/local-server/data-dir.ts";
import { migrate } from "#scripts/local-server/migrations.ts";
import { Miniflare } from "#scripts/local-server/miniflare.ts";
import { databaseOptions } from "#scripts/local-server/options.ts";

const CONFIG = join(import.meta.dirname, "../../wrangler.toml");
const BATCH = 100;

/** Works on the database of a data folder while no server does. */
export async function withDatabase<Result>(
	dataDir: string,
	work: (d1: D1Database) => Promise<Result>,
): Promise<Result> {
	await openDataDir(dataDir);
	await migrate(CONFIG, dataDir);
	const miniflare = new Miniflare(await databaseOptions(CONFIG, dataDir));
	try {
		return await work(await miniflare.getD1Database("DB"));
	} finally {
		await miniflare.dispose();
	}
}

export type BenchUser = { id: string; token: string; cookie: string };

/** Adds users with a personal token and a session each, without the time that passwords take. */
export async function addUsers(
	d1: D1Database,
	{ count, secret }: { count: number; secret: string },
): Promise<BenchUser[]> {
	const db = new Connection(d1).open();
	const createdAt = new Date();
	const users: BenchUser[] = [];
	for (let from = 0; from < count; from += BATCH) {
		const sessions = new Sessions({ db, secret, now: createdAt });
		const rows = Array.from({ length: Math.min(BATCH, count - from) }, async () => {
			const id = crypto.randomUUID();
			const tokenId = crypto.randomUUID();
			const scopes = ["tasks:read" as const, "tasks:write" as const];
			const claims = { userId: id, tokenId, timeZone: "UTC", scopes };
			const { token, hash } = encodePersonalToken(claims, secret);
			const credential = await sessions.start({ id, timeZone: "UTC" }, "bench");
			const [cookie = ""] = sessions.cookie(credential).split(";");
			users.push({ id, token, cookie });
			const email = `${id}@example.com`;
			return [
				insertUser(db, {
					id,
					email,
					name: "Bench",
					passwordHash: "-",
					timeZone: "UTC",
					createdAt,
				}),
				insertPersonalToken(db, {
					id: tokenId,
					userId: id,
					name: "bench",
					scopes,
					hash,
					createdAt,
					expiresAt: null,
					lastUsedAt: null,
				}),
			];
		});
		const accounts = await Promise.all(rows);
		const statements = [...accounts.flat(), ...sessions.takeWrites()];
		// Miniflare's way to D1 may find its connection closed after a pause.
		await transact(db, statements).catch(() => transact(db, statements));
	}
	return users;
}
