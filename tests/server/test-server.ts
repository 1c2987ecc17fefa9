import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

const root = join(import.meta.dirname, "../..");

/** Tend as `npm start` serves it, on a folder of its own, for tests. */
export class TestServer {
	readonly dataDir = mkdtempSync(join(tmpdir(), "tend-server-"));
	readonly #env: NodeJS.ProcessEnv;
	#child: ChildProcess | null = null;
	url = "";
	/** What it has written so far. */
	log = "";

	constructor(env: NodeJS.ProcessEnv = {}) {
		this.#env = env;
	}

	get pid(): number | undefined {
		return this.#child?.pid;
	}

	async start(): Promise<this> {
		const child = spawn(process.execPath, ["scripts/start.ts"], {
			cwd: root,
			env: {
				PATH: [join(root, "node_modules/.bin"), process.env.PATH].join(delimiter),
				HOME: process.env.HOME,
				PORT: "0",
				DATA_DIR: this.dataDir,
				// Tokens are for this origin, whatever port the next start finds.
				APP_URL: "http://tend.test",
				API_RATE_LIMIT: "0",
				SIGNUP_RATE_LIMIT: "0",
				...this.#env,
			},
			stdio: ["ignore", "pipe", "pipe"],
		});
		this.#child = child;
		this.log = "";
		this.url = await new Promise<string>((resolve, reject) => {
			const read = (chunk: Buffer) => {
				this.log += chunk;
				const found = /Tend is ready: (http:\S+)/.exec(this.log)?.[1];
				if (found) resolve(found);
			};
			child.stdout?.on("data", read);
			child.stderr?.on("data", read);
			child.once("exit", () => reject(new Error(this.log)));
		});
		return this;
	}

	/** Ends it as a power cut would: nothing is finished, nothing is written any more. */
	async kill(): Promise<void> {
		await this.#end("SIGKILL");
	}

	/** Ends it, and what it has kept. */
	async dispose(): Promise<void> {
		await this.#end("SIGTERM");
		rmSync(this.dataDir, { recursive: true, force: true });
	}

	async #end(signal: NodeJS.Signals) {
		const child = this.#child;
		if (!child || child.exitCode !== null || child.signalCode !== null) return;
		child.kill(signal);
		await once(child, "exit");
	}
}

/** Somebody's program, signed in on a test server. */
export class TestProgram {
	readonly #server: TestServer;
	readonly token: string;

	constructor(server: TestServer, token: string) {
		this.#server = server;
		this.token = token;
	}

	static async signUp(server: TestServer): Promise<TestProgram> {
		const account = {
			email: `${crypto.randomUUID()}@example.com`,
			password: "correct horse battery",
		};
		const post = (path: string) =>
			fetch(server.url + path, {
				method: "POST",
				headers: { "content-type": "application/json" },
				body: JSON.stringify(account),
			});
		await post("/api/auth/register");
		const { token } = (await (await post("/api/auth/login")).json()) as { token: string };
		return new TestProgram(server, token);
	}

	send(method: string, path: string, body?: unknown): Promise<Response> {
		return fetch(this.#server.url + path, {
			method,
			headers: { authorization: `Bearer ${this.token}`, "content-type": "application/json" },
			body: body === undefined ? null : JSON.stringify(body),
		});
	}

	async json<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
		const answer = await this.send(method, path, body);
		if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
		return (await answer.json()) as Answer;
	}
}
