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
	])("%s is public", (url) => expect(strict(url)).toBeNull());

	test.each([
		"https://localhost/",
		"https://LOCALHOST:8443/",
		"https://localhost./",
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
		"https://[2001:db8::1]/",
		"https://[2001::1]/",
		"https://[2002:7f00:1::1]/",
	])("%s is not", (url) => expect(strict(url)).toMatch(/public internet/));

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
