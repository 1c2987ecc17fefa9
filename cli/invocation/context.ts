import { resolve } from "node:path";
import type { Backend } from "#cli/backend/backend.ts";
import { type Config, readConfig } from "#cli/backend/config.ts";
import { EXIT, failure } from "#cli/backend/failure.ts";
import { openServerBackend, originOf } from "#cli/backend/server-backend.ts";
import { openTerminal, type Terminal } from "#cli/output/terminal.ts";
import type { WallClock } from "#domain/time/wall-clock.ts";
import { nowIn } from "#domain/time/zoned-time.ts";

/** What stands before or behind every command. */
export type GlobalOptions = {
	/** A path, as arguments.ts has settled it. */
	local?: string;
	json?: boolean;
	color?: boolean;
};

/** What commands work with. */
export type Context = {
	out: Terminal;
	isJson: boolean;
	/** Opened when it is first asked for. Throws a `Failure` when nobody says where the tasks are. */
	backend(): Promise<Backend>;
	/** The wall clock of the user. */
	now(): Promise<WallClock>;
	/** With `--json` what the API said, else the lines for people. */
	show(answer: unknown, lines: () => string[] | Promise<string[]>): Promise<void>;
};

export function openContext(options: GlobalOptions): Context {
	const out = openTerminal(process.stdout, options);
	const isJson = options.json === true;
	let backend: Promise<Backend> | undefined;
	const open = () => {
		backend ??= openBackend(options);
		return backend;
	};
	return {
		out,
		isJson,
		backend: open,
		now: async () => nowIn(await (await open()).timeZone(), new Date()),
		async show(answer, lines) {
			if (isJson) out.line(JSON.stringify(answer, null, 2));
			else for (const line of await lines()) out.line(line);
		},
	};
}

/** The origin of the server in use, or null. Throws a `Failure` when TEND_URL is none. */
export function serverOf(config: Config): string | null {
	const { TEND_URL } = process.env;
	return TEND_URL ? originOf(TEND_URL) : config.server;
}

async function openBackend({ local }: GlobalOptions): Promise<Backend> {
	const { TEND_LOCAL, TEND_URL, TEND_TOKEN } = process.env;
	const file = local ?? (TEND_URL || TEND_TOKEN ? undefined : TEND_LOCAL);
	if (file) {
		// The whole API comes with it: who talks to a server need not wait for that.
		const { openLocalBackend } = await import("#cli/local/local-backend.ts");
		return openLocalBackend(resolve(file));
	}
	const config = await readConfig();
	const server = serverOf(config);
	if (!server) {
		throw failure(
			EXIT.notSignedIn,
			"You are not signed in. Sign in at your server: tend login URL. Or keep tasks in a file, without any server: tend --local …",
		);
	}
	const token = TEND_TOKEN || config.signIns[server]?.token;
	if (!token) {
		throw failure(
			EXIT.notSignedIn,
			`You are not signed in at ${server}. Sign in: tend login ${server}`,
		);
	}
	return openServerBackend(server, token);
}
