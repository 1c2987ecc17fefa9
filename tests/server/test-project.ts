import { mkdirSync, mkdtempSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { HOUR_MS } from "#domain/time/durations.ts";

const localServer = join(import.meta.dirname, "../../scripts/local-server");

const config = {
	name: "tend",
	main: "index.js",
	compatibility_date: "2026-10-01",
	compatibility_flags: ["nodejs_compat"],
	no_bundle: true,
	rules: [{ type: "ESModule", globs: ["**/*.js"] }],
	assets: { binding: "ASSETS", directory: "../client", run_worker_first: true },
	d1_databases: [
		{
			binding: "DB",
			database_name: "tend",
			database_id: "00000000-0000-0000-0000-000000000000",
			migrations_dir: "../../db/migrations",
		},
	],
	durable_objects: { bindings: [{ name: "COUNTER", class_name: "Counter" }] },
	migrations: [{ tag: "v1", new_sqlite_classes: ["Counter"] }],
};

const worker = `
import { DurableObject } from "cloudflare:workers";
import { limit } from "./assets/limit.js";

export class Counter extends DurableObject {
	async count() {
		const count = ((await this.ctx.storage.get("count")) ?? 0) + 1;
		await this.ctx.storage.put("count", count);
		return count;
	}
}

const routes = {
	"/api/health": () => Response.json({ status: "ok" }),
	"/request": (request, env) =>
		Response.json({
			url: request.url,
			headers: [...request.headers],
			cf: request.cf,
			secret: env.AUTH_SECRET,
			limit,
		}),
	"/slow": async () => {
		console.log(JSON.stringify({ level: "info", route: "/slow" }));
		await new Promise((resolve) => setTimeout(resolve, 1500));
		return new Response("finished");
	},
	"/log": () => {
		console.log(JSON.stringify({ level: "info", route: "/log" }));
		console.error(JSON.stringify({ level: "error", route: "/log" }));
		return new Response("logged");
	},
	"/warn": async () => {
		console.warn('No route for "/tasks?q=dentist"');
		console.error(new Error("Ask https://hooks.example/dentist"));
		await fetch("http://hooks.example./dentist").catch(() => {});
		return new Response("warned");
	},
	"/text": () => new Response("Some text. ".repeat(1000), { headers: { "Content-Type": "text/plain" } }),
	"/events": () => new Response("data: 1\\n\\n", { headers: { "Content-Type": "text/event-stream" } }),
	"/write": async (request, env) => {
		const n = Number(new URL(request.url).searchParams.get("n"));
		await env.DB.prepare("INSERT INTO notes (n) VALUES (?)").bind(n).run();
		return new Response(String(n));
	},
	"/notes": async (request, env) => {
		const { results } = await env.DB.prepare("SELECT n FROM notes").all();
		return Response.json(results.map(({ n }) => n));
	},
	"/count": async (request, env) => {
		const count = await env.COUNTER.get(env.COUNTER.idFromName("one")).count();
		return new Response(String(count));
	},
	"/public": async (request, env) => {
		if (!env.PUBLIC_INTERNET) return new Response("anywhere");
		const url = new URL(request.url).searchParams.get("url");
		return env.PUBLIC_INTERNET.fetch(url).then(
			() => new Response("reached"),
			() => new Response("refused"),
		);
	},
	"/socket": () => {
		const [client, server] = Object.values(new WebSocketPair());
		server.accept();
		server.addEventListener("message", ({ data }) => server.send("echo " + data));
		return new Response(null, { status: 101, webSocket: client });
	},
};

export default {
	fetch(request, env) {
		const { pathname } = new URL(request.url);
		return routes[pathname]?.(request, env) ?? env.ASSETS.fetch(request);
	},
	async scheduled({ cron, scheduledTime }, env) {
		await env.DB.prepare("INSERT INTO notes (n) VALUES (?)").bind(scheduledTime).run();
		console.log(JSON.stringify({ cron }));
	},
};
`;

const wranglerToml = `
name = "tend"
main = "workers/app.ts"
compatibility_date = "2026-10-01"

[[d1_databases]]
binding = "DB"
database_name = "tend"
database_id = "${config.d1_databases[0]?.database_id}"
migrations_dir = "db/migrations"
`;

/** A project with a tiny built worker of its own, to be served as `npm start` serves Tend. */
export function createProject(changes: Record<string, unknown> = {}): string {
	const root = mkdtempSync(join(tmpdir(), "tend-project-"));
	const write = (path: string, content: string) => {
		mkdirSync(dirname(join(root, path)), { recursive: true });
		writeFileSync(join(root, path), content);
	};
	const start = `
		import { runScript } from "${localServer}/start-error.ts";
		import { startServer } from "${localServer}/start-server.ts";
		await runScript(() => startServer("${root}"));`;
	write(
		"package.json",
		'{ "type": "module", "scripts": { "start": "exec node scripts/start.ts" } }',
	);
	write("scripts/start.ts", start);
	write("wrangler.toml", wranglerToml);
	write("db/migrations/0000_notes.sql", "CREATE TABLE notes (n INTEGER NOT NULL);");
	write("build/client/assets/app-1a2b3c.js", `console.log("${"app ".repeat(1000)}");`);
	write(
		"build/client/_headers",
		"/assets/*\n  Cache-Control: public, max-age=31536000, immutable\n",
	);
	write("build/server/assets/limit.js", "export const limit = 5;");
	write("build/server/wrangler.json", JSON.stringify({ ...config, ...changes }));
	write("build/server/index.js", worker);
	// Never stale, whatever a test changes.
	const future = new Date(Date.now() + HOUR_MS);
	utimesSync(join(root, "build/server/index.js"), future, future);
	return root;
}
