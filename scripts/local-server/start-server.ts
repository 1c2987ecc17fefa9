import { once } from "node:events";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { errorCodeOf } from "#app/core/error-code.ts";
import { buildIfStale } from "#scripts/build/build-if-stale.ts";
import { openDataDir } from "./data-dir.ts";
import {
	checkVariables,
	extendPath,
	localVariables,
	readEnvironment,
	urlOf,
} from "./environment.ts";
import { logLine, logWhatNodeSays } from "./log-lines.ts";
import type { ServeOptions } from "./options.ts";
import type { Server } from "./server.ts";
import { StartError } from "./start-error.ts";

/** Everything that `npm start` does; what can be wrong is looked at before anything slow. */
export async function startServer(root: string, beside?: ServeOptions["beside"]): Promise<Server> {
	process.chdir(root);
	extendPath(root);
	process.env.NODE_ENV = "production";
	delete process.env.CLOUDFLARE_ENV;
	const environment = await readEnvironment(root);
	const { host, port, dataDir } = environment;
	checkVariables(environment.variables);
	await openDataDir(dataDir);
	await checkPort(host, port);
	const variables = {
		// With 0 only the system knows.
		...(port === 0 ? {} : { LOCAL_URL: urlOf(host, port) }),
		...(await localVariables(environment)),
		LOCAL_HOST: host,
	};
	build();

	const [{ migrate }, { serve }, { startClock }] = await Promise.all([
		import("./migrations.ts"),
		import("./server.ts"),
		import("./cron.ts"),
	]);
	await migrate(join(root, "wrangler.toml"), dataDir);
	const server = await serve({
		config: join(root, "build/server/wrangler.json"),
		host,
		port,
		dataDir,
		variables,
		beside,
		log: (level, message) => {
			const isNote = level !== "error" && level !== "warn";
			(isNote ? process.stdout : process.stderr).write(`${logLine(level, message)}\n`);
		},
	});
	logWhatNodeSays();
	await fetch(server.url, { redirect: "manual" });
	startClock(server.crons, server.runCron);
	console.log(`Tend is ready: ${server.url}`);
	return server;
}

function build(): void {
	try {
		buildIfStale();
	} catch (error) {
		throw new StartError((error as Error).message);
	}
}

/** Whether somebody listens there. A server that was just killed may need a moment to be gone. */
async function checkPort(host: string, port: number): Promise<void> {
	for (let tries = 0; ; tries++) {
		const server = createServer();
		try {
			server.listen({ host: host === "*" ? "::" : host, port, exclusive: true });
			await once(server, "listening");
			return;
		} catch (error) {
			const code = errorCodeOf(error);
			if (code === "EADDRINUSE" && tries < 10) {
				await sleep(100);
				continue;
			}
			if (code === "EADDRINUSE") {
				throw new StartError(`Port ${port} is already in use: stop what runs there, or set PORT.`);
			}
			if (code === "EACCES")
				throw new StartError(`PORT ${port} is not open to this user (EACCES).`);
			throw new StartError(`HOST ${host} is no address of this machine (${code}).`);
		} finally {
			if (server.listening) {
				server.close();
				await once(server, "close");
			}
		}
	}
}
