import { scryptSync } from "node:crypto";
import { expect, test } from "vitest";
import { scrypt } from "./scrypt.server.ts";

const now = async () => {};

// RFC 7914, section 12.
test.each([
	[
		{ password: "", salt: "", N: 16, r: 1, p: 1 },
		"77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906",
	],
	[
		{ password: "password", salt: "NaCl", N: 1024, r: 8, p: 16 },
		"fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b3731622eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640",
	],
])("derives the key of RFC 7914 for %j", async ({ salt, ...input }, key) => {
	const derived = await scrypt({ ...input, salt: Buffer.from(salt), keyBytes: 64 }, now);
	expect(derived.toString("hex")).toBe(key);
});

test.each([
	[{ N: 2, r: 1, p: 1 }, 16],
	[{ N: 64, r: 3, p: 2 }, 33],
	[{ N: 16_384, r: 8, p: 5 }, 32],
])("derives the key that node:crypto derives with %j", async (cost, keyBytes) => {
	const password = "pässwörd 🌱";
	const salt = Buffer.from("salt of sixteen.");
	const expected = scryptSync(password, salt, keyBytes, { ...cost, maxmem: 64 * 1024 * 1024 });
	expect(await scrypt({ password, salt, keyBytes, ...cost }, now)).toEqual(expected);
});

test("pauses 16 times for each of the p blocks", async () => {
	let pauses = 0;
	const input = { password: "x", salt: Buffer.from("y"), keyBytes: 32, N: 64, r: 1, p: 5 };
	await scrypt(input, async () => {
		pauses += 1;
	});
	expect(pauses).toBe(16 * 5);
});
