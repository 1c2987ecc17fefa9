import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { clientAddress, clientKey } from "./client-address.ts";

const PEER = "198.51.100.1";

const from = (forwarded: string | null, TRUSTED_PROXIES: number, peer = PEER) => {
	const headers = new Headers({ "cf-connecting-ip": peer });
	if (forwarded !== null) headers.set("x-forwarded-for", forwarded);
	return [new Request("http://tend.test/", { headers }), { TRUSTED_PROXIES }] as const;
};

describe("a client's address", () => {
	test.each([
		["with no proxies the peer's", "203.0.113.7", 0, PEER],
		["behind one what that has added", "203.0.113.7", 1, "203.0.113.7"],
		["not what the client has put before", "192.0.2.66, 203.0.113.7", 1, "203.0.113.7"],
		["behind two the last but one", "192.0.2.66, 203.0.113.7,10.0.0.1", 2, "203.0.113.7"],
		["the leftmost where fewer have added one", "203.0.113.7", 2, "203.0.113.7"],
		["the peer's without the header", null, 1, PEER],
		["the peer's where the header is garbage", "203.0.113.7, _hidden", 1, PEER],
		["the peer's where it is empty", "203.0.113.7,", 1, PEER],
		["with a port", "203.0.113.7:4711", 1, "203.0.113.7"],
		["of IPv6 with a port", "[2001:db8::1]:4711", 1, "2001:db8::1"],
		["of IPv6 in brackets", "[2001:db8::1]", 1, "2001:db8::1"],
		["of IPv6 with a zone", "fe80::1%eth0", 1, "fe80::1"],
		["of IPv6 in another notation", "2001:DB8:0:0::0001", 1, "2001:db8::1"],
		["of IPv4 in IPv6", "::ffff:203.0.113.7", 1, "203.0.113.7"],
		["of IPv4 in IPv6, in hexadecimal", "::ffff:cb00:7107", 1, "203.0.113.7"],
	])("is %s", (_, forwarded, proxies, address) => {
		expect(clientAddress(...from(forwarded, proxies))).toBe(address);
	});

	test("is unknown where nobody says it", () => {
		expect(clientKey(new Request("http://tend.test/"), { TRUSTED_PROXIES: 0 })).toBe("unknown");
	});

	test("is found in any header whatever", () => {
		const part = fc.oneof(fc.ipV4(), fc.ipV6(), fc.string({ unit: "binary-ascii" }));
		const header = fc.array(part).map((parts) => parts.join(", ").replace(/[^\x20-\x7e]/g, " "));
		fc.assert(
			fc.property(header, fc.integer({ min: 0, max: 5 }), (forwarded, proxies) => {
				expect(clientKey(...from(forwarded, proxies))).toMatch(/^[\da-f.:]+(?:\/64)?$/);
			}),
		);
	});
});

describe("limits count by", () => {
	test.each([
		["203.0.113.7", "203.0.113.7"],
		["::ffff:203.0.113.7", "203.0.113.7"],
		["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
		["2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"],
		["2001:db8:1:3::1", "2001:db8:1:3::/64"],
		["::1", "::/64"],
	])("for %s %s", (peer, key) => {
		expect(clientKey(...from(null, 0, peer))).toBe(key);
	});
});
