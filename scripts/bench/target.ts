// The server under load: started as `npm start` starts it, on a data folder of its own.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { freePort } from "#scripts/local-server/free-port.ts";

export type Target = {
	url: string;
	floorUrl: string;
	startMs: number;
	/** Resident memory of the runtime, in bytes. */
	memory(): number;
	stop(): Promise<void>;
};

export async function startTarget(dataDir: string, floor: string, secret: string): Promise<Target> {
	const [port, floorPort] = [await freePort(), await freePort()];
	const started = performance.now();
	const server = spawn(
		process.execPath,
		[join(import.meta.dirname, "server.ts"), "--floor", floor, "--floor-port", String(floorPort)],
		{
			stdio: ["ignore", "pipe", "inherit"],
			env: {
				...process.env,
				PORT: String(port),
				HOST: "127.0.0.1",
				DATA_DIR: dataDir,
				AUTH_SECRET: secret,
				API_RATE_LIMIT: "0",
				SIGNIN_RATE_LIMIT: "0",
				SIGNUP_RATE_LIMIT: "0",
				LLM_PROVIDER: "local",
				NODE_ENV: "production",
			},
		},
	);
	const lines = createInterface({ input: server.stdout });
	await new Promise<void>((resolve, reject) => {
		lines.on("line", (line) => line.startsWith("Tend is ready") && resolve());
		server.once("exit", (code) => reject(new Error(`The server ended with ${code}.`)));
	});
	return {
		url: `http://127.0.0.1:${port}`,
		floorUrl: `http://127.0.0.1:${floorPort}`,
		startMs: performance.now() - started,
		memory: () => residentBytes(workerdOf(server)),
		async stop() {
			server.kill("SIGTERM");
			await once(server, "exit");
		},
	};
}

/** The child that has grown largest: the other is a shell that waits for our end. */
function workerdOf({ pid }: ChildProcess): number {
	const children = readdirSync("/proc")
		.filter((name) => /^\d+$/.test(name))
		.filter((name) => parentOf(name) === pid)
		.map(Number);
	return children.toSorted((a, b) => residentBytes(b) - residentBytes(a))[0] ?? 0;
}

function parentOf(pid: string): number {
	try {
		return Number(/\) \w (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, "utf8"))?.[1]);
	} catch {
		return 0;
	}
}

function residentBytes(pid: number): number {
	try {
		const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
		return Number(kilobytes ?? 0) * 1024;
	} catch {
		return 0;
	}
}
