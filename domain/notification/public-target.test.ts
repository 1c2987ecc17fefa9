import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { targetRefusal } from "./public-target.ts";

const strict = (url: string) => targetRefusal(url, { allowPrivateNetwork: false });
const loose = (url: string) => targetRefusal(url, { allowPrivateNetwork: true });

describe("targets of webhooks and push", () => {
	test.each([
		"https://example.com/hook",
		"https://fcm.googleapis.com/fcm/send/abc",
		"https://hooks.example.co.uk:8443/a?b=c",
		"https://8.8.8.8/",
		"https://172.32.0.1/",
		"https://[2606:4700:4700::1111]/",
		"https://[::ffff:8.8.8.8]/",
		"https://localhost.example.com/",
		"https://hooks.example.com./",
	])("%s is public", (url) => expect(strict(url)).toBeNull());

	test.each([
		"https://localhost/",
		"https://LOCALHOST:8443/",
		"https://localhost./",
		"https://localhost../",
		"https://localhost.../",
		"https://localhost。/",
		"https://ｌｏｃａｌｈｏｓｔ．．/",
		"https://l%6fcalhost%2e%2e/",
		"https://.localhost/",
		"https://app..localhost/",
		"https://hooks..example.com/",
		"https://printer.local../",
		"https://127.0.0.1./",
		"https://127.0.0.1../",
		"https://0x7f.1../",
		"https://app.localhost/",
		"https://printer.local/",
		"https://metadata.google.internal/",
		"https://nas.home.arpa/",
		"https://intranet/",
		"https://127.0.0.1/",
		"https://127.1/",
		"https://2130706433/",
		"https://0x7f000001/",
		"https://0177.0.0.1/",
		"https://0/",
		"https://10.1.2.3/",
		"https://172.16.0.1/",
		"https://172.31.255.255/",
		"https://192.168.1.1/",
		"https://169.254.169.254/latest/meta-data/",
		"https://100.64.0.1/",
		"https://198.18.0.1/",
		"https://224.0.0.1/",
		"https://255.255.255.255/",
		"https://１２７.０.０.１/",
		"https://[::]/",
		"https://[::1]/",
		"https://[::ffff:127.0.0.1]/",
		"https://[::ffff:a00:1]/",
		"https://[0:0:0:0:0:ffff:192.168.0.1]/",
		"https://[::127.0.0.1]/",
		"https://[64:ff9b::7f00:1]/",
		"https://[64:ff9b:1::1]/",
		"https://[fc00::1]/",
		"https://[fd12:3456::1]/",
		"https://[fe80::1]/",
		"https://[fec0::1]/",
		"https://[ff02::1]/",
		"https://192.0.2.1/",
		"https://192.88.99.1/",
		"https://192.175.48.1/",
		"https://198.51.100.1/",
		"https://203.0.113.1/",
		"https://[2001:db8::1]/",
		"https://[2001:1ff::1]/",
		"https://[2620:4f:8000::1]/",
		"https://[3fff:fff::1]/",
		"https://[4000::1]/",
		"https://[2001::1]/",
		"https://[2002:7f00:1::1]/",
	])("%s is not", (url) => expect(strict(url)).toMatch(/public internet/));

	test("an IPv4 address is as public in IPv6 (mapped, NAT64) as by itself, and never in 6to4, Teredo or without a prefix", () => {
		const byte = fc.oneof(
			fc.constantFrom(0, 10, 100, 127, 169, 172, 192, 198, 203, 224, 255),
			fc.integer({ min: 0, max: 255 }),
		);
		fc.assert(
			fc.property(fc.tuple(byte, byte, byte, byte), ([a, b, c, d]) => {
				const dotted = `${a}.${b}.${c}.${d}`;
				const number = ((a * 256 + b) * 256 + c) * 256 + d;
				const groups = `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
				const refusal = strict(`https://${dotted}/`);
				const sameHosts = [
					String(number),
					`0x${number.toString(16)}`,
					[a, b, c, d].map((part) => `0${part.toString(8)}`).join("."),
					`[::ffff:${dotted}]`,
					`[::ffff:${groups}]`,
					`[64:ff9b::${dotted}]`,
				];
				for (const host of sameHosts) expect(strict(`https://${host}/`), host).toBe(refusal);
				for (const host of [`[2002:${groups}::1]`, `[2001:0:${groups}::1]`, `[::${dotted}]`]) {
					expect(strict(`https://${host}/`), host).toMatch(/public internet/);
				}
			}),
			{ numRuns: 1_000 },
		);
	});

	test.each(["http://example.com/", "ftp://example.com/", "javascript:alert(1)", "file:///etc"])(
		"%s is no https",
		(url) => expect(strict(url)).toMatch(/must start with https/),
	);

	test("what is no URL, or carries a password, is refused in any network", () => {
		for (const refusal of [strict, loose]) {
			expect(refusal("example.com/hook")).toBe("This is not a URL.");
			expect(refusal("https://user:pass@example.com/")).toMatch(/user name or password/);
		}
	});

	test("a server may be told to let them into its own network", () => {
		for (const url of ["http://127.0.0.1:9000/", "https://nas.local/", "http://[::1]/"]) {
			expect(loose(url)).toBeNull();
		}
		expect(loose("ftp://127.0.0.1/")).toMatch(/https:\/\/ or http:\/\//);
	});
});
