// `npm start` that can be told to run a cron trigger now: a line of JSON on stdin, {cron, time}.
import { join } from "node:path";
import { createInterface } from "node:readline";
import { runScript } from "#scripts/local-server/start-error.ts";
import { startServer } from "#scripts/local-server/start-server.ts";

await runScript(async () => {
	const { runCron } = await startServer(join(import.meta.dirname, "../.."));
	for await (const line of createInterface({ input: process.stdin })) {
		const { cron, time } = JSON.parse(line) as { cron: string; time: string };
		await runCron(cron, new Date(time));
		console.log(`Ran ${cron}`);
	}
});
