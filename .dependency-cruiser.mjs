/*
 * Which folder may import which, type imports included. `npm run check` fails for every arrow that is
 * not in the table, for circles of files or of folders, and for files that nothing imports.
 * docs/architecture.md explains the direction: routes → features → commands → db → domain.
 */

/** [importing folder, folders it may import]. A folder may always import its own files. */
const LAYERS = [
	["domain", []],
	["db", ["domain"]],

	// Below all features.
	["app/core", ["db", "domain"]],
	["app/ui", ["domain/time"]],
	["app/client", ["app/core", "domain"]],
	["app/error-pages", ["app/client", "app/core", "app/ui"]],
	["app/settings-kit", ["app/client", "app/core", "app/ui", "domain"]],
	["app/service-worker", ["app/client", "domain"]],

	// Features. None imports another one but by the arrows that stand here.
	...[
		["app/archive", []],
		["app/assistant", ["app/tasks", "app/history", "app/statistics"]],
		["app/auth", []],
		["app/chat", []],
		["app/history", ["app/tasks", "app/transfer"]],
		["app/landing", []],
		["app/notifications", []],
		["app/offline", ["app/tasks"]],
		["app/statistics", []],
		["app/tasks", []],
		["app/transfer", ["app/tasks"]],
		["app/webhooks", []],
	].map(([feature, others]) => [
		feature,
		[
			...others,
			"app/client",
			"app/core",
			"app/error-pages",
			"app/settings-kit",
			"app/ui",
			"db",
			"domain",
		],
	]),

	// What puts features together.
	["app/settings", ["app/(?!routes|shell|request)", "domain"]],
	["app/shell", ["app/(?!routes|settings|request)", "domain"]],
	["app/request", ["app/auth", "app/core", "app/settings-kit", "db", "domain"]],
	["app/routes", ["app", "db", "domain"]],
	["app/(root|routes|entry\\.client|entry\\.server)\\.tsx?$", ["app", "domain"]],

	["workers/platform", ["app", "db", "domain"]],
	["workers/http", ["workers/platform", "workers/metrics", "app", "db", "domain"]],
	["workers/auth", ["workers/http", "workers/platform", "app", "db", "domain"]],
	["workers/metrics", ["workers/platform", "app", "db", "domain"]],
	["workers/(api|mcp|entries)", ["workers", "app", "db", "domain"]],
	["workers/(deliveries|jobs)", ["workers/platform", "app", "db", "domain"]],
	["workers/user-object", ["workers/platform", "app", "db", "domain"]],
	["workers/[^/]+$", ["workers", "app", "db", "domain"]],

	["cli", ["app", "db", "domain", "workers", "scripts/build"]],
	["scripts", ["app", "db", "domain", "workers", "cli"]],
];

/** What runs in the browser: no server file, no route (the build takes the server's half out). */
const BROWSER = {
	path: "^(app|domain)/.*\\.tsx?$",
	pathNot: ["\\.server\\.tsx?$", "-schema\\.ts$", "^app/routes/", "^app/(root|routes)\\.tsx?$"],
};

/** Packages that no browser needs. zod is checked on the server, in `*-schema.ts` and `*.server.ts`. */
const SERVER_PACKAGES = "node_modules/(drizzle-orm|hono|@hono|lucia|oslo|zod)/";

const path = (name) => (name.endsWith("$") ? `^${name}` : `^${name}(/|$)`);

/** @type {import("dependency-cruiser").IConfiguration} */
export default {
	forbidden: [
		...LAYERS.map(([from, to]) => ({
			name: `${from} imports what is not below it`,
			severity: "error",
			from: { path: path(from) },
			to: {
				pathNot: [
					path(from),
					...to.map((name) => (name.includes("(?!") ? `^${name}` : path(name))),
					"^build/",
					"\\+types/",
				],
				path: "^(app|build|cli|db|domain|scripts|tests|workers)/",
			},
		})),
		{
			name: "the browser's files import no server file, but for types",
			severity: "error",
			from: BROWSER,
			to: { path: "(^db/|\\.server\\.tsx?$)", dependencyTypesNot: ["type-only"] },
		},
		{
			name: "the browser's files import no package of the server",
			severity: "error",
			from: BROWSER,
			to: { path: SERVER_PACKAGES },
		},
		{
			name: "rules and the browser's files run without Node and without workerd",
			severity: "error",
			from: BROWSER,
			to: { dependencyTypes: ["core"] },
		},
		{
			name: "bindings are read in workers/ and handed down",
			severity: "error",
			from: { path: "^(app|db|domain)/" },
			to: { path: "^cloudflare:" },
		},
		{
			name: "scripts open Miniflare by local-server/miniflare.ts, or it would listen on ports of its own",
			severity: "error",
			// deploy.ts reads a configuration and starts nothing.
			from: {
				path: "^(scripts|cli)/",
				pathNot: "^scripts/(local-server/miniflare|deploy)\\.ts$",
			},
			to: { path: "node_modules/(miniflare|wrangler)/", dependencyTypesNot: ["type-only"] },
		},
		{
			name: "no circle of files",
			severity: "error",
			from: {},
			to: { circular: true },
		},
		{
			name: "no circle of folders",
			severity: "error",
			scope: "folder",
			from: {},
			to: { circular: true },
		},
		{
			name: "no orphans",
			severity: "error",
			from: {
				orphan: true,
				pathNot: ["\\.d\\.ts$", "^app/routes\\.ts$", "^app/entry\\."],
			},
			to: {},
		},
	],
	options: {
		tsConfig: { fileName: "tsconfig.json" },
		tsPreCompilationDeps: true,
		doNotFollow: { path: "node_modules" },
		builtInModules: { add: ["cloudflare:workers", "cloudflare:sockets"] },
		exclude: { path: "(\\.test\\.tsx?$|^tests/|\\+types/|^build/)" },
		enhancedResolveOptions: { extensions: [".ts", ".tsx", ".mjs"] },
	},
};
