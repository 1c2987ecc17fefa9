import { existsSync, mkdirSync } from "node:fs";
import { type D1Migration, readD1Migrations } from "@cloudflare/vitest-plugin";
import type { TestProject } from "vitest/node";
import { buildIfStale } from "../scripts/build-if-stale.ts";

declare module "vitest" {
	export interface ProvidedContext {
		migrations: D1Migration[];
		main: string;
	}
}

export default async function setup(project: TestProject): Promise<void> {
	project.provide("main", builtWorker());
	const folder = "db/migrations";
	project.provide("migrations", existsSync(folder) ? await readD1Migrations(folder) : []);
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
