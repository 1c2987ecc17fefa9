import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { behindEdge } from "#scripts/local-server/edge.ts";

test.each([
	["192.0.2.1:4711", "192.0.2.1"],
	["[2001:db8::1]:4711", "2001:db8::1"],
	["[::ffff:192.0.2.1]:4711", "192.0.2.1"],
	["[::1]:4711", "::1"],
])("the peer %s is %s to the worker", async (clientIp, address) => {
	const worker = behindEdge({
		fetch: (request: Request, _env: unknown, _context: unknown) =>
			new Response(request.headers.get("cf-connecting-ip")),
	});
	const request = Object.assign(new Request("http://tend.local/"), { cf: { clientIp } });
	expect(await (await worker.fetch(request, {}, {})).text()).toBe(address);
});

test("a file that never changes is asked of the worker once, and compressed once", async () => {
	const asked: string[] = [];
	const worker = behindEdge({
		fetch(request: Request, _env: unknown, _context: unknown) {
			asked.push(request.url);
			const headers = {
				"Content-Type": "text/javascript",
				"Cache-Control": request.url.includes("/assets/")
					? "max-age=31536000, immutable"
					: "no-cache",
				"X-Request-Id": String(asked.length),
			};
			return new Response(`of ${request.url}`, { headers });
		},
	});
	const get = (path: string, headers: Record<string, string> = { "Accept-Encoding": "br, gzip" }) =>
		worker.fetch(new Request(`http://tend.local${path}`, { headers }), {}, {});
	const read = async (answer: Response) => String(gunzipSync(await answer.arrayBuffer()));

	for (const path of ["/assets/a.js", "/assets/b.js", "/assets/a.js", "/assets/a.js"]) {
		const answer = await get(path);
		expect(answer.headers.get("content-encoding")).toBe("gzip");
		expect(answer.headers.get("vary")).toBe("Accept-Encoding");
		expect(answer.headers.has("x-request-id")).toBe(false);
		expect(await read(answer)).toBe(`of http://tend.local${path}`);
	}
	expect(asked).toHaveLength(2);

	for (const accepted of ["br", "gzip;q=0"]) {
		const headers = { "Accept-Encoding": accepted };
		expect(await (await get("/assets/a.js", headers)).text()).toBe(
			"of http://tend.local/assets/a.js",
		);
	}
	await get("/assets/a.js", { "Accept-Encoding": "gzip", "If-None-Match": '"x"' });
	// What only browsers may keep: there is no end of such addresses.
	for (const path of ["/sw.js", "/sw.js", "/__manifest?paths=a", "/__manifest?paths=b"]) {
		expect(await (await get(path)).text()).toBe(`of http://tend.local${path}`);
	}
	expect(asked).toHaveLength(9);
});
