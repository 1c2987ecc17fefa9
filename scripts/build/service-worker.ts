import { join } from "node:path";
import { build, type Plugin } from "vite";

const ENTRY = "app/service-worker/service-worker.ts";
/** No hash in it: open pages have registered that address, and the browser looks there for updates. */
const FILE = "sw.js";

/** Adds the service worker to the build, and serves it in development. */
export function serviceWorker(): Plugin {
	let root = "";
	return {
		name: "tend-service-worker",
		applyToEnvironment: ({ name }) => name === "client",
		configResolved(config) {
			root = config.root;
		},
		async generateBundle() {
			this.emitFile({ type: "asset", fileName: FILE, source: await bundle(root) });
		},
		configureServer(server) {
			server.middlewares.use(`/${FILE}`, (_request, response, next) => {
				bundle(root).then((code) => {
					response.setHeader("Content-Type", "text/javascript");
					response.setHeader("Cache-Control", "no-cache");
					response.end(code);
				}, next);
			});
		},
	};
}

/** One classic script: not every browser takes modules as service workers. */
async function bundle(root: string): Promise<string> {
	const built = await build({
		root,
		configFile: false,
		publicDir: false,
		logLevel: "error",
		build: {
			write: false,
			modulePreload: false,
			rolldownOptions: { input: join(root, ENTRY), output: { format: "iife" } },
		},
	});
	const outputs = Array.isArray(built) ? built : [built];
	const chunks = outputs.flatMap((each) => ("output" in each ? each.output : []));
	const [chunk] = chunks;
	if (chunk?.type !== "chunk" || chunks.length > 1) {
		throw new Error("The service worker has to be one script.");
	}
	return chunk.code;
}
