// npm run db:migrate: applies what is new in db/migrations, to the local database or, with
// `-- --remote [--env NAME]`, to Cloudflare's.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { openDataDir } from "./local-server/data-dir.ts";
import { extendPath, readEnvironment } from "./local-server/environment.ts";
import { runScript } from "./local-server/start-error.ts";

const root = join(import.meta.dirname, "..");
const options = process.argv.slice(2);

await runScript(async () => {
	extendPath(root);
	if (options.includes("--remote")) {
		// Named, or wrangler would take the configuration of the last build.
		const args = ["d1", "migrations", "apply", "DB", "--config", "wrangler.toml", ...options];
		const { status } = spawnSync("wrangler", args, { cwd: root, stdio: "inherit" });
		process.exit(status ?? 1);
	}
	const { dataDir } = await readEnvironment(root);
	await openDataDir(dataDir);
	const { migrate } = await import("./local-server/migrations.ts");
	const applied = await migrate(join(root, "wrangler.toml"), dataDir);
	console.log(
		applied.length > 0 ? `Applied ${applied.join(", ")}.` : "The database is up to date.",
	);
});
