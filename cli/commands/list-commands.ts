import type { Command } from "commander";
import { call, type TaskPage } from "#cli/backend/api.ts";
import type { Context } from "#cli/invocation/context.ts";
import { type ListOptions, listOptions } from "#cli/invocation/options.ts";
import { parseDateOption } from "#cli/invocation/task-words.ts";
import { taskRow, taskTable } from "#cli/output/task-lines.ts";

/** Lists of tasks, filtered and searched. */

type Open = (command: Command) => Context;

const COLUMNS = `
On a terminal: number, check, priority (! high, ↓ low), due date, title, tags. Repeating tasks have ↻,
reminders ⏰, subtasks ↳ and their parent's number. Elsewhere each line is number, status, priority,
due date, title and tags, separated by tabs.`;

export function addListCommands(program: Command, open: Open): void {
	const list = program
		.command("list")
		.alias("ls")
		.summary("list tasks")
		.description(
			"Lists tasks: the open ones, by due date and then priority, unless you ask otherwise.",
		)
		.option("-q, --search <words>", "only with these words, or beginnings of words")
		.option("-a, --all", "completed tasks, too: --status all");
	for (const option of listOptions("pending")) list.addOption(option);
	list
		.addHelpText(
			"after",
			`${COLUMNS}

Examples:
  tend list --due today
  tend list --tag home --priority high
  tend list --due-before "next friday" --sort priority:desc
  tend list --all --json | jq '.tasks[].title'`,
		)
		.action(async (options: ListOptions & { all?: boolean }, command: Command) => {
			await showList(
				open(command),
				{ ...options, ...(options.all ? { status: "all" } : {}) },
				"list",
			);
		});

	const search = program
		.command("search")
		.alias("find")
		.summary("find tasks by words")
		.description(
			"Finds tasks, completed ones included, that have all these words, or words that begin so, in title, description or tags.",
		)
		.argument("<words...>");
	for (const option of listOptions("all")) search.addOption(option);
	search
		.addHelpText("after", `${COLUMNS}\n\nExample:\n  tend search dentist`)
		.action(async (words: string[], options: ListOptions, command: Command) => {
			await showList(open(command), { ...options, search: words.join(" ") }, "search");
		});
}

async function showList(context: Context, options: ListOptions, name: string): Promise<void> {
	const query = await queryOf(context, options);
	const page = await call<TaskPage>(await context.backend(), "GET", `/api/tasks?${query}`);
	await context.show(page, async () => {
		if (!context.out.isInteractive) return page.tasks.map(taskRow);
		if (page.tasks.length === 0) return [emptyWords(page, name)];
		const table = taskTable(page.tasks, await context.now(), context.out);
		return [...table, context.out.paint("dim", footer(page))];
	});
}

async function queryOf(context: Context, options: ListOptions): Promise<URLSearchParams> {
	const { status, search, dueBefore, dueAfter, ...rest } = options;
	const wanted: Record<string, string | undefined> = {
		status: status === "all" ? undefined : status,
		q: search,
		dueBefore: dueBefore && (await parseDateOption(context, dueBefore, "--due-before")),
		dueAfter: dueAfter && (await parseDateOption(context, dueAfter, "--due-after")),
		priority: rest.priority,
		tag: rest.tag,
		due: rest.due,
		sort: rest.sort,
		page: rest.page,
		limit: rest.limit,
	};
	const given = Object.entries(wanted).filter((entry): entry is [string, string] => !!entry[1]);
	return new URLSearchParams(given);
}

function emptyWords({ total, page }: TaskPage, name: string): string {
	if (total > 0) return `There is no page ${page}. There are ${total} tasks.`;
	return name === "search" ? "Nothing found." : "Nothing to do here. Add a task: tend add …";
}

function footer({ total, page, limit }: TaskPage): string {
	const tasks = `${total} ${total === 1 ? "task" : "tasks"}`;
	const pages = Math.ceil(total / limit);
	if (pages <= 1) return tasks;
	return `${tasks}, page ${page} of ${pages}${page < pages ? ` (--page ${page + 1})` : ""}`;
}
