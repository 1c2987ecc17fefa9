// tend: tasks in the console. `npx tend --help`, docs/console.md.
import { CommanderError } from "commander";
import project from "../package.json" with { type: "json" };
import { EXIT, Failure, failure } from "./backend/failure.ts";
import { settleLocal } from "./invocation/arguments.ts";
import { openContext } from "./invocation/context.ts";
import { harmless, openTerminal } from "./output/terminal.ts";
import { newProgram } from "./program.ts";

// The API says it (vite.config.ts has it for the worker).
Object.assign(globalThis, { __TEND_VERSION__: project.version });

const args = process.argv.slice(2);
const program = newProgram(openContext).exitOverride();
const commands = program.commands;
for (const command of commands) command.exitOverride();
// What it has to say of a wrong call is told as every other failure.
for (const command of [program, ...commands]) command.configureOutput({ outputError: () => {} });

// `tend list | head`: whoever reads has had enough.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
	if (error.code === "EPIPE") process.exit(EXIT.ok);
	throw error;
});

try {
	const names = [...commands.flatMap((command) => [command.name(), ...command.aliases()]), "help"];
	const settled = settleLocal(args, names);
	if (settled.every((arg) => arg.startsWith("--local=") || arg === "--no-color")) program.help();
	await program.parseAsync(settled, { from: "user" });
} catch (error) {
	const told = asFailure(error);
	if (told) tell(told);
}

/** Null for help and version, which are no failures. Throws what nobody foresaw. */
function asFailure(error: unknown): Failure | null {
	if (error instanceof Failure) return error;
	if (error instanceof CommanderError) {
		if (error.exitCode === 0) return null;
		const message = error.message.replace(/^error: /, "");
		const text = message.charAt(0).toUpperCase() + message.slice(1);
		return failure(EXIT.usage, `${text}${/[.?)]$/.test(text) ? "" : "."}`);
	}
	throw error;
}

function tell({ problem, exitCode }: Failure): void {
	const err = openTerminal(process.stderr, { color: !args.includes("--no-color") });
	process.exitCode = exitCode;
	if (args.includes("--json")) {
		err.line(JSON.stringify(problem, null, 2));
		return;
	}
	err.line(`${err.paint("red", "tend:")} ${harmless(problem.detail)}`);
	const fields = problem.errors ?? [];
	// One field's message is the detail.
	if (fields.length > 1) {
		for (const { path, message } of fields) err.line(`  ${path}: ${harmless(message)}`);
	}
	if (exitCode === EXIT.fault && problem.requestId) err.line(`  request ${problem.requestId}`);
	if (exitCode === EXIT.usage) err.line("  See: tend --help, or tend COMMAND --help");
}
