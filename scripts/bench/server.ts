// A server as `npm start` starts it, with the floor beside it in the same process.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { runScript } from "#scripts/local-server/start-error.ts";
import { startServer } from "#scripts/local-server/start-server.ts";

const { values } = parseArgs({
	options: { floor: { type: "string" }, "floor-port": { type: "string" } },
});
const root = join(import.meta.dirname, "../..");

await runScript(() =>
	startServer(root, {
		name: "floor",
		port: Number(values["floor-port"]),
		script: readFileSync(values.floor ?? "", "utf8"),
	}),
);
