import { resolve } from "node:path";
import { defaultTaskFile } from "#cli/backend/config.ts";

/*
 * `--local` may stand alone or before a file, so what follows it may be the file, the command or the
 * first word of a task. No option parser can know; here is how it is told, once and for all.
 */

/** Arguments in which `--local` always has its file, as a whole path. */
export function settleLocal(args: string[], commands: string[]): string[] {
	const settled: string[] = [];
	let hasCommand = false;
	for (let i = 0; i < args.length; i += 1) {
		const arg = args[i] as string;
		if (arg === "--") return [...settled, ...args.slice(i)];
		if (arg === "--local") {
			const next = args[i + 1];
			const isFile =
				next !== undefined &&
				(hasCommand ? isPath(next) : isWord(next) && !commands.includes(next));
			settled.push(`--local=${isFile ? resolve(next) : defaultTaskFile()}`);
			if (isFile) i += 1;
			continue;
		}
		if (arg.startsWith("--local=")) {
			const file = arg.slice("--local=".length);
			settled.push(`--local=${file === "" ? defaultTaskFile() : resolve(file)}`);
			continue;
		}
		if (isWord(arg)) hasCommand = true;
		settled.push(arg);
	}
	return settled;
}

/** Behind the command, words are the task's: only what cannot be meant as one is a file. */
function isPath(text: string): boolean {
	return /^(?:\.{0,2}\/|[A-Za-z]:[\\/])\S|^\S+\.json$/.test(text);
}

function isWord(text: string): boolean {
	return !text.startsWith("-");
}
