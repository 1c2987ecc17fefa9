import { describe, expect, test } from "vitest";
import { readSettings } from "./settings.ts";

const AUTH_SECRET = "0123456789abcdef0123456789abcdef";
const read = (env: Record<string, unknown> = {}) => readSettings({ AUTH_SECRET, ...env });

describe("settings", () => {
	test("everything but AUTH_SECRET has a default", () => {
		expect(read()).toMatchObject({
			LLM_PROVIDER: "local",
			API_RATE_LIMIT: 1000,
			MAX_TASKS_PER_USER: 100_000,
			SIGNIN_RATE_LIMIT: 5,
			SIGNUP_RATE_LIMIT: 5,
			ALLOW_PRIVATE_NETWORK: false,
		});
		expect(read().APP_URL).toBeUndefined();
		expect(() => readSettings({})).toThrow(
			/^AUTH_SECRET must be set, to at least 32 random characters\.$/,
		);
	});

	test("an empty value counts as unset", () => {
		expect(read({ API_RATE_LIMIT: "", SMTP_URL: "", OPENAI_API_KEY: "" })).toMatchObject({
			API_RATE_LIMIT: 1000,
			LLM_PROVIDER: "local",
		});
	});

	test("numbers and switches are parsed", () => {
		const settings = read({ SIGNIN_RATE_LIMIT: "0", ALLOW_PRIVATE_NETWORK: "1" });
		expect(settings.SIGNIN_RATE_LIMIT).toBe(0);
		expect(settings.ALLOW_PRIVATE_NETWORK).toBe(true);
	});

	test("the provider is the one whose key is set", () => {
		expect(read({ OPENAI_API_KEY: "k" }).LLM_PROVIDER).toBe("openai");
		expect(read({ GEMINI_API_KEY: "k" }).LLM_PROVIDER).toBe("gemini");
		expect(read({ GEMINI_API_KEY: "k", LLM_PROVIDER: "local" }).LLM_PROVIDER).toBe("local");
	});

	test("APP_URL is an origin", () => {
		expect(read({ APP_URL: "https://Tend.example.com/" }).APP_URL).toBe("https://tend.example.com");
		for (const bad of [
			"tend.example.com",
			"https://x/y",
			"ftp://x",
			"https://u:p@x",
			"https://x?y",
		])
			expect(() => read({ APP_URL: bad })).toThrow(/^APP_URL must be an origin like /);
	});

	test("both writings of a sender's address are good", () => {
		for (const good of ["a@b.example", "Tend <a@b.example>"])
			expect(read({ MAIL_FROM: good }).MAIL_FROM).toBe(good);
		expect(() => read({ MAIL_FROM: "nobody" })).toThrow(/^MAIL_FROM must be an e-mail address/);
	});

	test.each([
		["SIGNIN_RATE_LIMIT", "abc", 'a whole number of 0 or more, not "abc".'],
		["SIGNUP_RATE_LIMIT", "many", 'a whole number of 0 or more, not "many".'],
		["API_RATE_LIMIT", "-1", 'a whole number of 0 or more, not "-1".'],
		["API_RATE_LIMIT", "1.5", 'a whole number of 0 or more, not "1.5".'],
		["LLM_PROVIDER", "clippy", 'local, openai or gemini, not "clippy".'],
		["ALLOW_PRIVATE_NETWORK", "yes", '1 (on) or 0 (off), not "yes".'],
		["SMTP_URL", "http://u:hunter2@h", "a URL that starts with smtp:// or smtps://."],
		["AUTH_SECRET", "short-secret", "at least 32 characters long."],
		["VAPID_PRIVATE_KEY", "hunter2", "a P-256 private key: 32 bytes in base64url."],
	])("a bad %s is one line that says what it wants, and no secret", (name, value, wants) => {
		expect(() => read({ [name]: value })).toThrow(new Error(`${name} must be ${wants}`));
	});
});
