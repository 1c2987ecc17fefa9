import { describe, expect, test } from "vitest";
import { isKnownHost } from "./known-host.ts";

const host = (url: string) => new URL(url).hostname;

describe("a local server", () => {
	const settings = { APP_URL: "https://tend.example.com", LOCAL_HOST: "tend.lan" };

	test.each([
		"http://127.0.0.1:8787",
		"http://localhost:8787",
		"http://tend.localhost:8787",
		"http://192.168.1.20:8787",
		"http://[::1]:8787",
		"http://[fd00::7]:8787",
		"http://0x7f.1:8787",
		"https://tend.example.com",
		"http://TEND.example.com:1234",
		"http://tend.lan:8787",
	])("goes by %s", (url) => {
		expect(isKnownHost(host(url), settings)).toBe(true);
	});

	test.each([
		"http://evil.example",
		"http://tend.example.com.evil.example",
		"http://eviltend.example.com",
		"http://tend.example.com.",
		"http://localhost.evil.example",
		"http://evillocalhost",
		"http://127.0.0.1.evil.example",
		"http://tend",
	])("does not go by %s", (url) => {
		expect(isKnownHost(host(url), settings)).toBe(false);
		expect(isKnownHost(host(url), { APP_URL: undefined, LOCAL_HOST: "0.0.0.0" })).toBe(false);
	});
});

test("on Cloudflare the edge knows which names are ours", () => {
	expect(isKnownHost("tend.example.com", { APP_URL: undefined, LOCAL_HOST: undefined })).toBe(true);
});
