import { existsSync, mkdirSync } from "node:fs";
import { type D1Migration, readD1Migrations } from "@cloudflare/vitest-plugin";
import type { TestProject } from "vitest/node";
import { buildIfStale } from "#scripts/build/build-if-stale.ts";
import { type StandIns, startStandIns } from "./stand-ins/stand-ins.ts";

declare module "vitest" {
	export interface ProvidedContext {
		migrations: D1Migration[];
		main: string;
		standIns: StandIns;
	}
}

export default async function setup(project: TestProject): Promise<() => void> {
	project.provide("main", builtWorker());
	const folder = "db/migrations";
	project.provide("migrations", existsSync(folder) ? await readD1Migrations(folder) : []);
	const { standIns, close } = await startStandIns();
	project.provide("standIns", standIns);
	return close;
}

function builtWorker(): string {
	try {
		buildIfStale();
		return "./build/server/index.js";
	} catch (error) {
		console.warn(error instanceof Error ? error.message : error);
		// The assets binding wants its folder.
		mkdirSync("build/client", { recursive: true });
		return "./tests/unbuilt-worker.ts";
	}
}
