// npm run check: everything that can be said of the code without running it.
import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import config from "../drizzle.config.ts";

type Outcome = { ok: boolean; output: string };
type Check = { name: string; run: () => Promise<Outcome> };

// Biome does not look for a terminal behind the pipe.
const colors = process.stdout.isTTY ? "--colors=force" : "--colors=off";

const checks: Check[] = [
	{
		name: "lint and format",
		run: () => command("biome", ["ci", "--error-on-warnings", colors, "."]),
	},
	{ name: "types", run: types },
	{
		name: "imports go one way (.dependency-cruiser.mjs)",
		run: () =>
			command("depcruise", [
				...["--config", ".dependency-cruiser.mjs", "--output-type", "err-long"],
				...["app", "cli", "db", "domain", "scripts", "workers"],
			]),
	},
	{
		name: "nothing is exported or installed for nobody",
		run: () => command("knip", ["--no-progress"]),
	},
	{
		name: "no pattern reads one text in two ways",
		run: () => command("node", ["scripts/check-patterns.ts"]),
	},
	{
		name: "worker-configuration.d.ts is up to date",
		run: () => command("wrangler", ["types", "--check"]),
	},
	{ name: "migrations are up to date with db/schema.ts", run: migrations },
];

const outcomes = await Promise.all(
	checks.map(async ({ name, run }) => {
		const start = performance.now();
		const { ok, output } = await run();
		const seconds = ((performance.now() - start) / 1000).toFixed(1);
		console.log(`${ok ? "ok    " : "FAILED"}  ${name} (${seconds} s)`);
		if (!ok) console.log(`${output.trim()}\n`);
		return ok;
	}),
);
process.exitCode = outcomes.every(Boolean) ? 0 : 1;

async function types(): Promise<Outcome> {
	const routes = await command("react-router", ["typegen"]);
	if (!routes.ok) return routes;
	const app = await command("tsc", ["--noEmit"]);
	// A service worker has other globals than a page.
	return app.ok ? command("tsc", ["--noEmit", "--project", "app/service-worker"]) : app;
}

async function migrations(): Promise<Outcome> {
	// drizzle-kit only takes folders below the current one.
	const copy = mkdtempSync("node_modules/.tend-migrations-");
	try {
		if (existsSync("db/migrations")) cpSync("db/migrations", copy, { recursive: true });
		const before = readdirSync(copy);
		const generated = await command("drizzle-kit", [
			"generate",
			`--dialect=${config.dialect}`,
			`--schema=${config.schema}`,
			...(config.casing ? [`--casing=${config.casing}`] : []),
			`--out=./${copy}`,
		]);
		const added = readdirSync(copy).filter((name) => !before.includes(name));
		if (!generated.ok || added.length === 0) return generated;
		return { ok: false, output: "db/schema.ts has changed: run `npm run db:generate`." };
	} finally {
		rmSync(copy, { recursive: true });
	}
}

function command(name: string, args: string[]): Promise<Outcome> {
	const child = spawn(join("node_modules/.bin", name), args, { stdio: ["ignore", "pipe", "pipe"] });
	let output = "";
	child.stdout.on("data", (chunk) => {
		output += chunk;
	});
	child.stderr.on("data", (chunk) => {
		output += chunk;
	});
	return new Promise((resolve) => {
		child.on("error", (error) => resolve({ ok: false, output: `${name}: ${error.message}` }));
		child.on("close", (code) => resolve({ ok: code === 0, output }));
	});
}
