import { cloudflare } from "@cloudflare/vite-plugin";
import { reactRouter } from "@react-router/dev/vite";
import tailwindcss from "@tailwindcss/vite";
import { defineConfig } from "vite";
import project from "./package.json" with { type: "json" };
import { serviceWorker } from "./scripts/build/service-worker.ts";
import { localVariables, readEnvironment } from "./scripts/local-server/environment.ts";

export default defineConfig(async ({ command }) => {
	const environment = await readEnvironment(import.meta.dirname);
	if (command === "serve") {
		// What is written from now on are people's data, as with `npm start`.
		process.umask(0o077);
		// Where other workers on this machine would find this one, and a port by which they would reach it.
		process.env.MINIFLARE_REGISTRY_PATH = "";
	}
	return {
		// A worker's limit counts bytes after compression; names stay readable in stack traces.
		environments: {
			// A constant of its own file would be a request of its own.
			client: {
				build: { rolldownOptions: { optimization: { inlineConst: { mode: "all" as const } } } },
			},
			ssr: { build: { rolldownOptions: { output: { minify: { mangle: { keepNames: true } } } } } },
		},
		define: { __TEND_VERSION__: JSON.stringify(project.version) },
		plugins: [
			serviceWorker(),
			cloudflare({
				viteEnvironment: { name: "ssr" },
				persistState: { path: environment.dataDir },
				// A debugger could do all that the worker can, and would be on a port for anybody.
				inspectorPort: false,
				// The dev server shares its data, and so its secrets, with `npm start`. A build has none.
				config: { vars: command === "serve" ? await localVariables(environment) : {} },
			}),
			tailwindcss(),
			reactRouter(),
		],
	};
});
