// npm run deploy [-- --env staging] [-- --dry-run]: migrations, build and worker to Cloudflare.
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { unstable_readConfig } from "wrangler";
import { extendPath } from "./local-server/environment.ts";
import { runScript, StartError } from "./local-server/start-error.ts";

const root = join(import.meta.dirname, "..");
const { values } = parseArgs({
	options: { env: { type: "string" }, "dry-run": { type: "boolean", default: false } },
});
const target = values.env ? ["--env", values.env] : [];

await runScript(async () => {
	process.chdir(root);
	extendPath(root);
	const config = unstable_readConfig({ config: join(root, "wrangler.toml"), env: values.env });
	const isMadeUp = config.d1_databases.some((database: { database_id?: string }) =>
		/^[0-]*$/.test(database.database_id ?? ""),
	);
	if (isMadeUp && !values["dry-run"]) {
		throw new StartError(
			`wrangler.toml has no database_id yet${values.env ? ` for ${values.env}` : ""}: run ` +
				"`npx wrangler d1 create tend` and put the id that it prints there.",
		);
	}
	// The build is made for one environment: the Vite plugin writes its settings into it.
	run("react-router", ["build"], { CLOUDFLARE_ENV: values.env ?? "", NODE_ENV: "production" });
	try {
		if (values["dry-run"]) {
			run("wrangler", ["deploy", "--dry-run"]);
		} else {
			run("node", ["scripts/migrate.ts", "--remote", ...target]);
			run("wrangler", ["deploy"]);
		}
	} finally {
		// `npm start` must not take it for its own.
		if (values.env) rmSync("build/server", { recursive: true, force: true });
	}
});

function run(command: string, args: string[], env: NodeJS.ProcessEnv = {}): void {
	const { status } = spawnSync(command, args, {
		stdio: "inherit",
		env: { ...process.env, ...env },
	});
	if (status !== 0) throw new StartError(`${command} ${args.join(" ")} failed.`);
}
