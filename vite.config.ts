import { cloudflare } from "@cloudflare/vite-plugin";
import { reactRouter } from "@react-router/dev/vite";
import tailwindcss from "@tailwindcss/vite";
import { defineConfig } from "vite";
import project from "./package.json" with { type: "json" };

export default defineConfig({
	define: { __TEND_VERSION__: JSON.stringify(project.version) },
	plugins: [
		cloudflare({ viteEnvironment: { name: "ssr" }, persistState: { path: ".data" } }),
		tailwindcss(),
		reactRouter(),
	],
});
