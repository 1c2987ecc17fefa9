import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readSecrets } from "./secrets.ts";

const newFolder = () => mkdtempSync(join(tmpdir(), "tend-secrets-"));
const kept = (folder: string) => JSON.parse(readFileSync(join(folder, "secrets.json"), "utf8"));

test("secrets are made once, for their owner's eyes", async () => {
	const folder = newFolder();
	const secrets = await readSecrets(folder);
	expect(secrets.AUTH_SECRET).toMatch(/^[\w-]{43}$/);
	expect(secrets.VAPID_PRIVATE_KEY).toMatch(/^[\w-]{43}$/);
	expect(await readSecrets(folder)).toEqual(secrets);
	expect(statSync(join(folder, "secrets.json")).mode & 0o777).toBe(0o600);
});

test("a file from before there was Web Push gets a key, and keeps what it has", async () => {
	const folder = newFolder();
	writeFileSync(join(folder, "secrets.json"), '{ "AUTH_SECRET": "old" }');
	const secrets = await readSecrets(folder);
	expect(secrets).toEqual({
		AUTH_SECRET: "old",
		VAPID_PRIVATE_KEY: expect.stringMatching(/^[\w-]{43}$/),
	});
	expect(kept(folder)).toEqual(secrets);
	expect(await readSecrets(folder)).toEqual(secrets);
	expect(readdirSync(folder)).toEqual(["secrets.json"]);
	expect(statSync(join(folder, "secrets.json")).mode & 0o777).toBe(0o600);
});

test("a damaged file is not replaced", async () => {
	const folder = newFolder();
	writeFileSync(join(folder, "secrets.json"), '{ "AUTH_SEC');
	await expect(readSecrets(folder)).rejects.toThrow(/is damaged/);
});
