import { readFile } from "node:fs/promises";
import { delimiter, dirname, join, resolve } from "node:path";
import { parseEnv } from "node:util";
import { errorCodeOf } from "#app/core/error-code.ts";
import { readSettings, settingNames } from "#workers/platform/settings.ts";
import { readSecrets } from "./secrets.ts";
import { StartError } from "./start-error.ts";

type Variables = Record<string, string>;

export type Environment = {
	host: string;
	port: number;
	dataDir: string;
	/** What the worker may see: Tend's own variables, and whatever `.dev.vars` adds. */
	variables: Variables;
};

/** The shell's variables and those of `.dev.vars`; the shell wins. Creates nothing. */
export async function readEnvironment(root: string): Promise<Environment> {
	const file = await readDevVars(root);
	const value = (name: string) => process.env[name] || file[name] || "";
	const port = value("PORT") || "8787";
	if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
		throw new StartError(
			`PORT must be a number from 0 (any free one) to 65535, not ${JSON.stringify(port)}.`,
		);
	}
	const { PORT, HOST, DATA_DIR, ...variables } = file;
	for (const name of settingNames) {
		const set = value(name);
		if (set) variables[name] = set;
	}
	return {
		host: value("HOST") || "127.0.0.1",
		port: Number(port),
		dataDir: resolve(root, value("DATA_DIR") || ".data"),
		variables: variables as Variables,
	};
}

async function readDevVars(root: string): Promise<NodeJS.Dict<string>> {
	try {
		return parseEnv(await readFile(join(root, ".dev.vars"), "utf8"));
	} catch (error) {
		if (errorCodeOf(error) === "ENOENT") return {};
		throw error;
	}
}

/** Stops on a bad value, before anything slow or lasting is done. */
export function checkVariables(variables: Variables): void {
	// The secret may only be written later, on the first start.
	const AUTH_SECRET = variables.AUTH_SECRET ?? "x".repeat(32);
	try {
		readSettings({ ...variables, AUTH_SECRET });
	} catch (error) {
		throw new StartError((error as Error).message);
	}
}

/**
 * The worker's variables with the secrets of this data folder, which are made on first use.
 * What is set in the environment wins.
 */
export async function localVariables({ dataDir, variables }: Environment): Promise<Variables> {
	return { ...(await readSecrets(dataDir)), ...variables };
}

/** Lets child processes find this Node and the project's commands, whoever started us. */
export function extendPath(root: string): void {
	const own = [dirname(process.execPath), join(root, "node_modules/.bin")];
	process.env.PATH = [...own, process.env.PATH].join(delimiter);
}

/** Where a server that listens there is to be asked for. */
export function urlOf(host: string, port: number | string): string {
	if (host === "0.0.0.0" || host === "::" || host === "*") return `http://127.0.0.1:${port}`;
	return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}
