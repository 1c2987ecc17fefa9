import { expect, test } from "vitest";
import { behindEdge } from "./local/edge.ts";

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
