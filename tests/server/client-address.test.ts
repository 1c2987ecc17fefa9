import { once } from "node:events";
import { get, type IncomingMessage } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { TestServer } from "./test-server.ts";

/** Each header by which a client could name an address, or talk to what is inside the server. */
const spoofed = (address: string) => ({
	"CF-Connecting-IP": address,
	"CF-Connecting-IPv6": address,
	"CF-Pseudo-IPv4": address,
	"CF-Worker": "tend.example.com",
	"Client-IP": address,
	Forwarded: `for=${address}`,
	"MF-CF-Blob": JSON.stringify({ clientIp: `${address}:1`, timezone: "Asia/Tokyo" }),
	"MF-Original-URL": "http://evil.example/",
	"MF-Route-Override": "other",
	"MF-Proxy-Shared-Secret": "x",
	"MF-Loopback-Secret": "x",
	"True-Client-IP": address,
	Via: `1.1 ${address}`,
	"X-Client-IP": address,
	"X-Cluster-Client-IP": address,
	"X-Forwarded": address,
	"X-Forwarded-For": address,
	"X-Forwarded-Host": "evil.example",
	"X-Real-IP": address,
});

/** The statuses of wrong sign-ins of ever other people, one for each set of headers. */
async function statusesOf(server: TestServer, clients: Record<string, string>[]) {
	const statuses: number[] = [];
	for (const headers of clients) {
		const answer = await fetch(`${server.url}/api/auth/login`, {
			method: "POST",
			headers: { "content-type": "application/json", ...headers },
			body: JSON.stringify({ email: `${crypto.randomUUID()}@example.com`, password: "wrong one" }),
		});
		statuses.push(answer.status);
	}
	return statuses;
}

/** `fetch` sends no other Host than the URL's. */
async function statusFor(url: string, host: string): Promise<number | undefined> {
	const [answer] = (await once(get(url, { headers: { host } }), "response")) as [IncomingMessage];
	answer.resume();
	return answer.statusCode;
}

describe("a server that is reached directly", () => {
	const server = new TestServer({ SIGNIN_RATE_LIMIT: "2", APP_URL: "" });
	beforeAll(() => server.start());
	afterAll(() => server.dispose());

	test("counts by the connection's address, whatever a client sends", async () => {
		const addresses = ["192.0.2.1", "192.0.2.2", "192.0.2.3", "2001:db8::1"];
		expect(await statusesOf(server, addresses.map(spoofed))).toEqual([401, 401, 429, 429]);
	});

	test("goes by no name that somebody lets lead here", async () => {
		const { port } = new URL(server.url);
		const ask = (host: string, path: string) => statusFor(server.url + path, `${host}:${port}`);
		for (const path of ["/", "/signin", "/api/health", "/mcp", "/metrics", "/live"]) {
			expect(await ask("evil.example", path), path).toBe(421);
		}
		for (const host of ["127.0.0.1", "localhost", "192.168.1.20", "[::1]"]) {
			expect(await ask(host, "/api/health"), host).toBe(200);
		}
	});
});

test("a server behind a proxy counts by the address that the proxy has added", async () => {
	const server = await new TestServer({ SIGNIN_RATE_LIMIT: "2", TRUSTED_PROXIES: "1" }).start();
	const by = (last: string, own = "192.0.2.66") => ({ "X-Forwarded-For": `${own}, ${last}` });
	try {
		const one = ["1", "2", "3"].map((own) => by("203.0.113.7", `192.0.2.${own}`));
		expect(await statusesOf(server, one)).toEqual([401, 401, 429]);
		expect(await statusesOf(server, [by("203.0.113.8")])).toEqual([401]);
		const network = ["2001:db8::1", "2001:db8::2:1", "[2001:db8::3]:80"].map((last) => by(last));
		expect(await statusesOf(server, network)).toEqual([401, 401, 429]);
		expect(await statusesOf(server, [by("2001:db8:0:1::1")])).toEqual([401]);
	} finally {
		await server.dispose();
	}
});
