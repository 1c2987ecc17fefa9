import { Argument, type Command, type Option } from "commander";
import type { Context } from "#cli/invocation/context.ts";

/** Completion scripts for shells, made of the commands themselves. */

const SHELLS = ["bash", "zsh", "fish"] as const;
type Shell = (typeof SHELLS)[number];

export function addCompletionCommand(program: Command, open: (command: Command) => Context): void {
	program
		.command("completion")
		.summary("print a completion script for your shell")
		.description("Prints a script that completes commands, options and their values.")
		.addArgument(new Argument("<shell>").choices(SHELLS))
		.addHelpText(
			"after",
			`
Put one of these into your shell's start file:
  bash: eval "$(tend completion bash)"
  zsh:  eval "$(tend completion zsh)"
  fish: tend completion fish | source`,
		)
		.action((shell: Shell, _: object, command: Command) => {
			open(command).out.write(SCRIPTS[shell](program));
		});
}

const SCRIPTS: Record<Shell, (program: Command) => string> = {
	bash: (program) => `_tend() {
	local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} command= i words=
	for ((i = 1; i < COMP_CWORD; i++)); do
		case \${COMP_WORDS[i]} in
			${commandNames(program).join("|")}) command=\${COMP_WORDS[i]}; break ;;
		esac
	done
	case "$command $before" in
${valueCases(program)}
	esac
	if [[ -z $words ]]; then
		case $command in
			"") words=${quoted([...commandNames(program), ...flagsOf(program)])} ;;
${commandsOf(program)
	.map(
		(command) =>
			`			${namesOf(command).join("|")}) words=${quoted(wordsOf(program, command))} ;;`,
	)
	.join("\n")}
		esac
	fi
	COMPREPLY=($(compgen -W "$words" -- "$word"))
}
complete -o default -F _tend tend
`,
	zsh: (program) => `autoload -Uz bashcompinit && bashcompinit
${SCRIPTS.bash(program)}`,
	fish: (program) =>
		[
			"complete -c tend -f",
			...commandsOf(program).map(
				(command) =>
					`complete -c tend -n __fish_use_subcommand -a ${command.name()} -d ${fishText(command.summary())}`,
			),
			...program.options.map((option) => fishOption(option, "")),
			...commandsOf(program).flatMap((command) => {
				const condition = `-n "__fish_seen_subcommand_from ${namesOf(command).join(" ")}" `;
				return [
					...argumentChoices(command).map((word) => `complete -c tend ${condition}-a ${word}`),
					...command.options.map((option) => fishOption(option, condition)),
				];
			}),
			"",
		].join("\n"),
};

function valueCases(program: Command): string {
	return [
		...program.options.map((option) => valueCase("*", option)),
		...commandsOf(program).flatMap((command) =>
			command.options.map((option) =>
				namesOf(command)
					.map((name) => valueCase(name, option))
					.join("\n"),
			),
		),
	]
		.filter((line) => line !== "")
		.join("\n");
}

function valueCase(command: string, { argChoices, short, long }: Option): string {
	if (!argChoices) return "";
	const flags = [short, long].filter((flag) => flag !== undefined);
	return `		${flags.map((flag) => `${command}" ${flag}"`).join("|")}) words=${quoted(argChoices)} ;;`;
}

function commandsOf(program: Command): Command[] {
	return program.commands.filter((command) => command.name() !== "help");
}

function namesOf(command: Command): string[] {
	return [command.name(), ...command.aliases()];
}

function commandNames(program: Command): string[] {
	return commandsOf(program).flatMap(namesOf);
}

function wordsOf(program: Command, command: Command): string[] {
	return [...argumentChoices(command), ...flagsOf(command), ...flagsOf(program)];
}

function argumentChoices(command: Command): string[] {
	return command.registeredArguments.flatMap(({ argChoices = [] }) => argChoices);
}

function flagsOf(command: Command): string[] {
	return [...command.options.flatMap(({ long }) => long ?? []), "--help"];
}

function quoted(words: readonly string[]): string {
	return `"${words.join(" ")}"`;
}

function fishOption({ short, long, description, argChoices, required }: Option, condition: string) {
	const parts = [
		short ? `-s ${short.slice(1)}` : "",
		long ? `-l ${long.slice(2)}` : "",
		required ? "-x" : "",
		argChoices ? `-a ${fishText(argChoices.join(" "))}` : "",
		`-d ${fishText(description)}`,
	];
	return `complete -c tend ${condition}${parts.filter((part) => part !== "").join(" ")}`;
}

function fishText(text: string): string {
	return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}
