import { cloudflare } from "@cloudflare/vite-plugin";
import { reactRouter } from "@react-router/dev/vite";
import tailwindcss from "@tailwindcss/vite";
import { defineConfig } from "vite";
import project from "./package.json" with { type: "json" };
import { serviceWorker } from "./scripts/build/service-worker.ts";
import { localVariables, readEnvironment } from "./scripts/local-server/environment.ts";

export default defineConfig(async ({ command }) => {
	const environment = await readEnvironment(import.meta.dirname);
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
				// The dev server shares its data, and so its secrets, with `npm start`. A build has none.
				config: { vars: command === "serve" ? await localVariables(environment) : {} },
			}),
			tailwindcss(),
			reactRouter(),
		],
	};
});
