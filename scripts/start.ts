// npm start: the production build on http://127.0.0.1:8787, on nothing but this machine.
import { join } from "node:path";
import { runScript } from "./local-server/start-error.ts";
import { startServer } from "./local-server/start-server.ts";

await runScript(() => startServer(join(import.meta.dirname, "..")));
