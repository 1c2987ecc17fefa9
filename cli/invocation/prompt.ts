import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import { EXIT, failure } from "#cli/backend/failure.ts";

/** Questions to whoever sits at the terminal. They go to stderr, as stdout may lead elsewhere. */

export function canAsk(): boolean {
	return process.stdin.isTTY === true && process.stderr.isTTY === true;
}

/** Throws a `Failure` where nobody is there to answer. */
export async function ask(question: string): Promise<string> {
	const line = await readLine(question, process.stderr);
	return line.trim();
}

/** Asks without showing what is typed. Throws a `Failure` where nobody is there to answer. */
export async function askSecret(question: string): Promise<string> {
	process.stderr.write(question);
	const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
	try {
		return await readLine("", silent);
	} finally {
		process.stderr.write("\n");
	}
}

/** Yes or no; `otherwise` where nobody is there to answer. */
export async function confirm(question: string, otherwise: boolean): Promise<boolean> {
	if (!canAsk()) return otherwise;
	const answer = await readLine(`${question} [y/N] `, process.stderr);
	return /^y(?:es)?$/i.test(answer.trim());
}

async function readLine(question: string, output: NodeJS.WritableStream): Promise<string> {
	if (!canAsk()) throw failure(EXIT.usage, "There is no terminal to ask on.");
	const lines = createInterface({ input: process.stdin, output, terminal: true });
	const interrupted = new AbortController();
	lines.on("SIGINT", () => interrupted.abort());
	// The end of the input answers nothing.
	lines.on("close", () => interrupted.abort());
	try {
		return await lines.question(question, { signal: interrupted.signal });
	} catch (error) {
		if (!interrupted.signal.aborted) throw error;
		throw failure(EXIT.refused, "Nothing was done.");
	} finally {
		lines.close();
	}
}
