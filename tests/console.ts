import { format } from "node:util";

/** What was still under way for an earlier test, when its storage was taken away (setup-worker.ts). */
const CUT_OFF = /Application called deleteAllDurableObjects\(\)/;

let expected: RegExp[] = [];
let seen: string[] = [];
let original: typeof console.error | undefined;

/** Says that this test makes the code log such an error: it must, and none other may come. */
export function expectConsoleError(pattern: RegExp): void {
	expected.push(pattern);
}

export function watchConsole(): void {
	expected = [];
	seen = [];
	original = console.error;
	console.error = (...args: unknown[]) => {
		seen.push(format(...args));
	};
}

export function checkConsole(): void {
	if (original) console.error = original;
	const unexpected = seen.filter(
		(line) => !(CUT_OFF.test(line) || expected.some((pattern) => pattern.test(line))),
	);
	const missing = expected.filter((pattern) => !seen.some((line) => pattern.test(line)));
	if (unexpected.length > 0) {
		throw new Error(
			`console.error was called; expectConsoleError(…) says where that is right:\n${unexpected.join("\n")}`,
		);
	}
	if (missing.length > 0) {
		throw new Error(`console.error was never called with ${missing.join(" or ")}`);
	}
}
