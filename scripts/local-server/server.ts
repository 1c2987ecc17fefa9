import { type ChildProcess, spawn } from "node:child_process";
import { subscribe } from "node:diagnostics_channel";
import { once } from "node:events";
import { errorCodeOf } from "#app/core/error-code.ts";
import { log } from "#app/core/log.ts";
import { urlOf } from "./environment.ts";
import { Miniflare, socketFolder } from "./miniflare.ts";
import { type ServeOptions, servingOptions } from "./options.ts";
import { StartError } from "./start-error.ts";
import { servePublicly } from "./workerd-config.ts";

const DRAIN_LIMIT_MS = 8_000;
const SIGNALS_OF_ONE_CAUSE_MS = 1_000;
const MAX_CRASHES = 5;

export type Server = {
	url: string;
	crons: string[];
	runCron(cron: string, time: Date): Promise<void>;
};

/** Serves a built worker until a signal comes, and then ends this process. */
export async function serve(options: ServeOptions): Promise<Server> {
	const workerd = watchWorkerd();
	const { name, crons, options: miniflareOptions } = await servingOptions(options);
	servePublicly([name, ...(options.beside ? [options.beside.name] : [])]);
	const miniflare = withoutItsSignals(() => new Miniflare(miniflareOptions));
	onSignals(workerd);
	try {
		await miniflare.ready;
	} catch (error) {
		if (errorCodeOf(error) === "ERR_ADDRESS_IN_USE") throw portInUse(options.port);
		throw error;
	}
	workerd.onCrash = () => {
		log.error("The Workers runtime went down; starting it again.");
		miniflare.ready.catch(() => process.exit(1));
	};
	return {
		url: urlOf(options.host, (await miniflare.unsafeGetDirectURL(name)).port),
		crons,
		async runCron(cron, time) {
			// Not by miniflare.getWorker(): that blocks this thread until workerd has answered, which may
			// be waiting for this thread to read its log. Both would wait for ever.
			const url = new URL("http://localhost/cdn-cgi/local/scheduled");
			url.search = String(new URLSearchParams({ cron, time: String(time.getTime()) }));
			const answer = await miniflare.dispatchFetch(url);
			const outcome = await answer.text();
			if (!answer.ok) throw new Error(`The cron trigger ${cron} ended with: ${outcome}.`);
		},
	};
}

const portInUse = (port: number) =>
	new StartError(`Port ${port} is already in use: stop what runs there, or set PORT.`);

type Workerd = { process: ChildProcess | null; isStopping: boolean; onCrash: () => void };

/** Keeps hold of the process that Miniflare starts, of every new one after a crash, too. */
function watchWorkerd(): Workerd {
	const workerd: Workerd = { process: null, isStopping: false, onCrash: () => {} };
	let crashes = 0;
	subscribe("child_process", (message) => {
		const { process: child } = message as { process: ChildProcess };
		child.once("spawn", () => {
			if (!child.spawnargs.includes("--control-fd=3")) return;
			workerd.process = child;
			const guard = killAfterUs(child);
			child.once("exit", () => {
				guard.kill("SIGKILL");
				// At once, else Miniflare would start another.
				if (workerd.isStopping) process.exit(0);
				crashes += 1;
				if (crashes > MAX_CRASHES) process.exit(1);
				workerd.onCrash();
			});
		});
	});
	return workerd;
}

/**
 * workerd does not notice when its parent is killed, and would keep the port and the database. A
 * shell notices: its input ends. It also takes away the sockets, which only we could have used.
 */
function killAfterUs(child: ChildProcess): ChildProcess {
	const script = `trap "" HUP INT TERM; cat >/dev/null; kill -9 ${child.pid} 2>/dev/null; rm -rf "$1"`;
	const guard = spawn("sh", ["-c", script, "guard", socketFolder], {
		detached: true,
		stdio: ["pipe", "ignore", "ignore"],
	});
	guard.unref();
	guard.on("error", (error) => log.error(`No guard for the Workers runtime: ${error.message}`));
	return guard;
}

/** Miniflare ends the process on a signal, with everything in flight. */
function withoutItsSignals<T>(create: () => T): T {
	const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
	const before = signals.map((signal) => process.listeners(signal));
	const created = create();
	for (const [index, signal] of signals.entries()) {
		for (const listener of process.listeners(signal)) {
			if (!before[index]?.includes(listener)) process.removeListener(signal, listener);
		}
	}
	return created;
}

function onSignals(workerd: Workerd): void {
	let firstSignal = 0;
	const stop = async () => {
		if (workerd.isStopping) {
			// npm passes signals on that the terminal has sent us already. Later ones are meant.
			if (Date.now() - firstSignal > SIGNALS_OF_ONE_CAUSE_MS) workerd.process?.kill("SIGKILL");
			return;
		}
		workerd.isStopping = true;
		firstSignal = Date.now();
		if (!workerd.process || workerd.process.exitCode !== null) process.exit(0);
		setTimeout(() => workerd.process?.kill("SIGKILL"), DRAIN_LIMIT_MS);
		// Takes no new connections, and ends when the last request is answered.
		workerd.process.kill("SIGTERM");
		await once(workerd.process, "exit");
	};
	for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, stop);
}
