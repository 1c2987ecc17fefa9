import { mkdir, open, readFile, rename, unlink } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { errorCodeOf } from "#app/core/error-code.ts";
import { EXIT, failure } from "./failure.ts";

/** Who is signed in where. A token goes to the server that gave it, and to no other. */

export type SignIn = {
	token: string;
	/** Null for a token that was given to us: it is not ours to revoke. */
	tokenId: string | null;
	email: string;
};

export type Config = {
	/** The origin of the server in use. */
	server: string | null;
	/** By the server's origin. */
	signIns: Record<string, SignIn>;
};

const EMPTY: Config = { server: null, signIns: {} };

/** Where this system keeps what programs remember of their user. */
function configPath(): string {
	return join(configFolder(), "tend", "config.json");
}

/** Where `--local` keeps tasks when no file is named. */
export function defaultTaskFile(): string {
	return join(dataFolder(), "tend", "tasks.json");
}

/** Throws a `Failure` when the file cannot be read or is not ours. */
export async function readConfig(): Promise<Config> {
	const path = configPath();
	let text: string;
	try {
		text = await readFile(path, "utf8");
	} catch (error) {
		if (errorCodeOf(error) === "ENOENT") return EMPTY;
		throw failure(EXIT.file, `Cannot read ${path} (${errorCodeOf(error)}).`);
	}
	const config = parseConfig(text);
	if (config) return config;
	throw failure(EXIT.file, `${path} is damaged. Remove it and sign in again: tend login URL`);
}

/** Replaces the file as a whole. Nobody else may read it: there are tokens in it. */
export async function writeConfig(config: Config): Promise<void> {
	const path = configPath();
	const temporary = `${path}.${process.pid}.tmp`;
	try {
		await mkdir(dirname(path), { recursive: true, mode: 0o700 });
		const handle = await open(temporary, "wx", 0o600);
		try {
			await handle.writeFile(`${JSON.stringify(config, null, "\t")}\n`);
			await handle.sync();
		} finally {
			await handle.close();
		}
		await rename(temporary, path);
	} catch (error) {
		await unlink(temporary).catch(() => {});
		throw failure(EXIT.file, `Cannot write ${path} (${errorCodeOf(error)}).`);
	}
}

function parseConfig(text: string): Config | null {
	let config: Partial<Config>;
	try {
		config = JSON.parse(text);
	} catch {
		return null;
	}
	const { server, signIns } = config ?? {};
	const isServer = server === null || typeof server === "string";
	if (!isServer || typeof signIns !== "object" || signIns === null) return null;
	const areWhole = Object.values(signIns).every((signIn) => typeof signIn?.token === "string");
	return areWhole ? { server, signIns } : null;
}

function configFolder(): string {
	const { env, platform } = process;
	if (env.XDG_CONFIG_HOME) return env.XDG_CONFIG_HOME;
	if (platform === "darwin") return join(homedir(), "Library/Application Support");
	if (platform === "win32") return env.APPDATA ?? join(homedir(), "AppData/Roaming");
	return join(homedir(), ".config");
}

function dataFolder(): string {
	const { env, platform } = process;
	if (env.XDG_DATA_HOME) return env.XDG_DATA_HOME;
	if (platform === "darwin" || platform === "win32") return configFolder();
	return join(homedir(), ".local/share");
}
