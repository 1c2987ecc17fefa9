import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { join } from "node:path";

const READY = /Tend is ready: (http:\S+)/;

/** A real server in a process of its own, on a data folder, which can be killed and started again. */
export class SteeredServer {
	readonly #env: NodeJS.ProcessEnv;
	readonly #logFile: string;
	#child: ChildProcess | null = null;
	#heard: ((line: string) => void)[] = [];
	url = "";

	constructor(dataDir: string, env: NodeJS.ProcessEnv) {
		this.#env = { ...process.env, PORT: "0", DATA_DIR: dataDir, ...env };
		this.#logFile = join(dataDir, "server.log");
	}

	async start(): Promise<void> {
		const child = spawn(process.execPath, [join(import.meta.dirname, "steered.ts")], {
			env: this.#env,
			stdio: ["pipe", "pipe", "pipe"],
		});
		this.#child = child;
		const log = createWriteStream(this.#logFile, { flags: "a" });
		let rest = "";
		child.stderr?.pipe(log);
		child.stdout?.on("data", (chunk) => {
			log.write(chunk);
			const lines = (rest + chunk).split("\n");
			rest = lines.pop() ?? "";
			for (const line of lines) for (const hear of this.#heard) hear(line);
		});
		const line = await this.#hear((line) => READY.test(line));
		this.url = READY.exec(line)?.[1] ?? "";
	}

	/** Runs a cron trigger as if it were that time. */
	async runCron(cron: string, time: Date): Promise<void> {
		const ran = this.#hear((line) => line === `Ran ${cron}`);
		this.#child?.stdin?.write(`${JSON.stringify({ cron, time })}\n`);
		await ran;
	}

	/** Ends it like a power cut. Resolves when nothing of it is left. */
	async kill(): Promise<void> {
		await this.#end("SIGKILL");
		// Its workerd goes a moment later.
		for (;;) {
			const answer = await fetch(`${this.url}/api/health`).catch(() => null);
			if (!answer) return;
		}
	}

	async stop(): Promise<void> {
		await this.#end("SIGTERM");
	}

	async #end(signal: NodeJS.Signals) {
		const child = this.#child;
		this.#child = null;
		if (!child || child.exitCode !== null) return;
		child.kill(signal);
		await once(child, "exit");
	}

	#hear(isIt: (line: string) => boolean): Promise<string> {
		return new Promise((resolve, reject) => {
			const done = () => {
				this.#heard = this.#heard.filter((other) => other !== hear);
			};
			const hear = (line: string) => {
				if (!isIt(line)) return;
				done();
				resolve(line);
			};
			this.#heard.push(hear);
			this.#child?.once("exit", () => {
				done();
				reject(new Error(`The server has ended; its log is ${this.#logFile}`));
			});
		});
	}
}
