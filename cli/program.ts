import { Command } from "commander";
import project from "../package.json" with { type: "json" };
import { addChangeCommands } from "./commands/change-commands.ts";
import { addChatCommand } from "./commands/chat-command.ts";
import { addCompletionCommand } from "./commands/completion.ts";
import { addEditCommand } from "./commands/edit-command.ts";
import { addListCommands } from "./commands/list-commands.ts";
import { addSignInCommands } from "./commands/sign-in-commands.ts";
import { addTaskCommands } from "./commands/task-commands.ts";
import { addTransferCommands } from "./commands/transfer-commands.ts";
import type { Context, GlobalOptions } from "./invocation/context.ts";

/** The commands of the console client. `open` is given the options that each was called with. */
export function newProgram(open: (options: GlobalOptions) => Context): Command {
	const program = new Command("tend")
		.description("Your tasks in the console: on a server, or in a file without any server.")
		.version(project.version, "-V, --version", "print the version")
		.option("--local [file]", "keep tasks in a file instead of on a server")
		.option("--json", "print what the API answers; errors, too, on stderr")
		.option("--no-color", "no colours; NO_COLOR does the same")
		.helpOption("-h, --help", "print help for a command")
		.helpCommand("help [command]", "print help for a command")
		.configureHelp({ showGlobalOptions: true })
		.showSuggestionAfterError()
		.addHelpText(
			"after",
			`
Where tasks are kept: TEND_LOCAL names a file, TEND_URL and TEND_TOKEN a server and a personal token
for it; else it is the server of the last \`tend login\`.

Exit codes: 0 done, 1 refused or not found, 2 called wrongly, 3 no connection, 4 not signed in,
5 the server failed, 6 the file cannot be used.

Examples:
  tend login https://tend.example.com
  tend add Pay rent tomorrow 9am every month
  tend list --due today
  tend done 12
  tend --local list`,
		);
	const openFor = (command: Command) => open(command.optsWithGlobals<GlobalOptions>());
	addTaskCommands(program, openFor);
	addEditCommand(program, openFor);
	addListCommands(program, openFor);
	addChangeCommands(program, openFor);
	addTransferCommands(program, openFor);
	addChatCommand(program, openFor);
	addSignInCommands(program, openFor);
	addCompletionCommand(program, openFor);
	return program;
}
