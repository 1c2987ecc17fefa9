import { expect, test } from "vitest";
import { logLine } from "./log-lines.ts";

const read = (level: string, message: string) => JSON.parse(logLine(level, message));

test("the worker's lines go as they are", () => {
	const line = '{"level":"error","message":"D1 does not answer"}';
	expect(logLine("error", line)).toBe(line);
});

test.each([
	[
		"e = rust/cxx/kj-rs-io/ffi.rs:198: failed: getaddrinfo(): DNS lookup failed. host = hooks.example.com; service = (none); failed to lookup address\nstack: /home/ann/workerd@59d9520",
		"rust/cxx/kj-rs-io/ffi.rs:198: failed: getaddrinfo(): DNS lookup failed. host = …; service = …; failed to lookup address",
	],
	[
		"kj/async-io-unix.c++:1298: disconnected: connect(): connection refused; toString() = 198.51.100.7:443",
		"kj/async-io-unix.c++:1298: disconnected: connect(): connection refused; toString() = …",
	],
	["connect to 2001:db8::7 and [2001:db8::7]:443/x failed", "connect to … and … failed"],
	["connect to hooks.example.com/a/b?c=d failed", "connect to … failed"],
	[
		'The URL path "/tasks/%FF?q=dentist" could not be decoded',
		"The URL path … could not be decoded",
	],
	["Not found: https://tend.test/tasks?q=dentist", "Not found: …"],
	["No route matches /tasks?q=dentist", "No route matches …"],
	["Mail for ann@example.com", "Mail for …"],
	[
		"Unexpected token 'd', \"dentist 'x' at\" is not valid JSON",
		"Unexpected token … is not valid JSON",
	],
	["*** Received signal #11: Segmentation fault", "*** Received signal #11: Segmentation fault"],
	["{not JSON, and a dentist.example", "{not JSON, and a …"],
])("what the runtime says has no names in it: %s", (message, said) => {
	expect(read("warn", message)).toEqual({ level: "warn", source: "runtime", message: said });
});

test("an exception that nobody caught says where it was", () => {
	const frames =
		"\n    at run (index.js:1:2)\n    at async file:///srv/tend/build/server/index.js:3:4";
	expect(read("error", `Uncaught TypeError: x is no function\nBuy milk${frames}`)).toEqual({
		level: "error",
		source: "runtime",
		message: `Uncaught TypeError: x is no function${frames}`,
	});
});

test("a webhook that cannot be reached is nothing that an operator has to look at", () => {
	const message = "e = rust/cxx/kj-rs-io/ffi.rs:198: failed: getaddrinfo(): DNS lookup failed.";
	expect(read("error", message).level).toBe("warn");
	expect(read("error", "Something broke").level).toBe("error");
	expect(read("log", "Something happened").level).toBe("info");
});
