#!/usr/bin/env node
// The console client runs on the Node that this package pins, whichever one was at hand to start it.
import { spawnSync } from "node:child_process";
import * as nodeModule from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = new URL("../", import.meta.url);

if (process.features.typescript) {
	nodeModule.enableCompileCache?.(fileURLToPath(new URL("node_modules/.cache/tend", root)));
	const { bundleOf } = await import("./bundle.ts");
	const bundle = await bundleOf(fileURLToPath(root));
	await import(bundle ? pathToFileURL(bundle).href : "./tend.ts");
} else {
	const node = fileURLToPath(new URL("node_modules/node/bin/node", root));
	const { status, signal, error } = spawnSync(
		node,
		[fileURLToPath(import.meta.url), ...process.argv.slice(2)],
		{ stdio: "inherit" },
	);
	if (error) {
		console.error(
			`Tend's own Node is not there (${error.message}). Run npm install in ${fileURLToPath(root)}.`,
		);
	}
	if (signal) process.kill(process.pid, signal);
	process.exitCode = status ?? 1;
}
