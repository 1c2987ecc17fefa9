// npm run keys:rotate: adds a key that signs access tokens and retires the one before, in the local
// database or, with `-- --remote [--env NAME]`, in Cloudflare's. No valid token is broken by it.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
	JWKS_MAX_AGE_SECONDS,
	newSigningKey,
	rotateSigningKeys,
} from "#app/auth/tokens/signing-keys.server.ts";
import { Connection } from "#db/client.server.ts";
import { openDataDir } from "./local-server/data-dir.ts";
import { extendPath, localVariables, readEnvironment } from "./local-server/environment.ts";
import { migrate } from "./local-server/migrations.ts";
import { Miniflare } from "./local-server/miniflare.ts";
import { databaseOptions } from "./local-server/options.ts";
import { runScript, StartError } from "./local-server/start-error.ts";

const root = join(import.meta.dirname, "..");
const config = join(root, "wrangler.toml");
const options = process.argv.slice(2);
const minutes = JWKS_MAX_AGE_SECONDS / 60;

await runScript(async () => {
	extendPath(root);
	const environment = await readEnvironment(root);
	if (options.includes("--remote")) await rotateRemotely(environment.variables.AUTH_SECRET);
	else await rotateLocally(environment);
	console.log(
		`A new key is published. It signs in ${minutes} minutes, when all who verify know it.`,
	);
});

async function rotateLocally(environment: Awaited<ReturnType<typeof readEnvironment>>) {
	const { dataDir } = environment;
	await openDataDir(dataDir);
	await migrate(config, dataDir);
	const { AUTH_SECRET } = await localVariables(environment);
	const miniflare = new Miniflare(await databaseOptions(config, dataDir));
	try {
		const db = new Connection(await miniflare.getD1Database("DB")).open();
		await rotateSigningKeys({ db, secret: AUTH_SECRET as string, now: new Date() });
	} finally {
		await miniflare.dispose();
	}
}

/** By a file, since a command line can be read by everybody on the machine. */
async function rotateRemotely(secret: string | undefined) {
	if (!secret) throw new StartError("AUTH_SECRET must be set, to the one that the deployment has.");
	const now = new Date();
	const key = await newSigningKey(secret, now);
	const retiredAt = now.getTime() + JWKS_MAX_AGE_SECONDS * 1000;
	const folder = mkdtempSync(join(tmpdir(), "tend-keys-"));
	const file = join(folder, "rotate.sql");
	try {
		writeFileSync(
			file,
			`update signing_keys set retired_at = ${retiredAt} where retired_at is null;
insert into signing_keys (kid, public_jwk, sealed_private_key, created_at)
values ('${key.kid}', '${JSON.stringify(key.publicJwk)}', '${key.sealedPrivateKey}', ${now.getTime()});\n`,
			{ mode: 0o600 },
		);
		const args = ["d1", "execute", "DB", "--config", "wrangler.toml", "--file", file, "--yes"];
		const { status } = spawnSync("wrangler", [...args, ...options], {
			cwd: root,
			stdio: "inherit",
		});
		if (status !== 0) process.exit(status ?? 1);
	} finally {
		rmSync(folder, { recursive: true });
	}
}
