// npm run mcp:conformance: the protocol's own conformance suite against a server of ours, by way of a
// proxy that adds a token, since the suite has none. Which scenarios apply: docs/mcp.md.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, request } from "node:http";

import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { extendPath } from "./local-server/environment.ts";
import { freePort } from "./local-server/free-port.ts";

/** The others call tools, resources and prompts that only a server made for the suite has. */
const SCENARIOS = [
	"server-initialize",
	"ping",
	"tools-list",
	"resources-list",
	"prompts-list",
	"dns-rebinding-protection",
];

extendPath(join(import.meta.dirname, ".."));
const dataDir = mkdtempSync(join(tmpdir(), "tend-mcp-"));
const [port, proxyPort] = [await freePort(), await freePort()];
const url = `http://127.0.0.1:${proxyPort}`;
const server = spawn(process.execPath, [join(import.meta.dirname, "start.ts")], {
	stdio: ["ignore", "pipe", "inherit"],
	env: { ...process.env, PORT: String(port), DATA_DIR: dataDir, APP_URL: url, API_RATE_LIMIT: "0" },
});
let failures = 0;
try {
	for await (const line of createInterface({ input: server.stdout })) {
		if (line.startsWith("Tend is ready")) break;
	}
	const proxy = await startProxy(await newToken());
	for (const scenario of SCENARIOS) {
		const run = spawn("conformance", ["server", "--url", `${url}/mcp`, "--scenario", scenario], {
			stdio: "inherit",
		});
		const [code] = await once(run, "exit");
		if (code !== 0) failures += 1;
	}
	proxy.close();
} finally {
	server.kill("SIGTERM");
	await once(server, "exit");
	rmSync(dataDir, { recursive: true, force: true });
}
console.log(`${SCENARIOS.length - failures} of ${SCENARIOS.length} scenarios passed.`);
process.exitCode = failures > 0 ? 1 : 0;

async function newToken(): Promise<string> {
	const account = { email: "suite@example.com", password: crypto.randomUUID() };
	await send("/api/auth/register", account);
	const { token } = await send("/api/auth/login", account);
	return token;
}

async function send(path: string, body: unknown): Promise<{ token: string }> {
	const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
		method: "POST",
		headers: { "content-type": "application/json" },
		body: JSON.stringify(body),
	});
	if (!answer.ok) throw new Error(`${path} answered ${answer.status}.`);
	return (await answer.json()) as { token: string };
}

/** Passes requests on as they came, Host and Origin included, with a token. */
async function startProxy(token: string) {
	const proxy = createServer((from, to) => {
		const onward = request(
			{
				host: "127.0.0.1",
				port,
				method: from.method,
				path: from.url,
				headers: { ...from.headers, authorization: `Bearer ${token}` },
			},
			(answer) => {
				to.writeHead(answer.statusCode ?? 502, answer.headers);
				answer.pipe(to);
			},
		);
		from.pipe(onward);
	});
	proxy.listen(proxyPort, "127.0.0.1");
	await once(proxy, "listening");
	return proxy;
}
