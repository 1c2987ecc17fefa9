import { text as textOf } from "node:stream/consumers";
import type { Command } from "commander";
import { call, type TaskJson } from "#cli/backend/api.ts";
import { EXIT, failure } from "#cli/backend/failure.ts";
import type { Context } from "#cli/invocation/context.ts";
import { parseId, parseIds } from "#cli/invocation/options.ts";
import { confirm } from "#cli/invocation/prompt.ts";
import { taskPage, taskSentence } from "#cli/output/task-lines.ts";
import { harmless } from "#cli/output/terminal.ts";

/** Adding, showing, completing, reopening and deleting tasks. */

type Open = (command: Command) => Context;

export function addTaskCommands(program: Command, open: Open): void {
	program
		.command("add")
		.summary("add a task, in your own words")
		.description(
			"Adds a task. Dates, #tags, !priority, repetition and reminders are read out of the text; what is left is the title. Quotes around the text spare you the shell's own ideas of # and !.",
		)
		.argument("<text...>", "what there is to do; - reads one task from each line of the input")
		.option("--parent <id>", "make it a subtask of that task", parseId)
		.addHelpText(
			"after",
			`
Examples:
  tend add Call the dentist tomorrow 9am
  tend add 'Pay rent on the 1st every month #home !high'
  tend add 'Water the plants every! 3 days remind me at due time'
  tend add 'Read \\#1 in the series'      \\ keeps a word as text
  tend add --parent 12 'Buy stamps'
  tend add - < todo.txt`,
		)
		.action(async (words: string[], { parent }: { parent?: number }, command: Command) => {
			const context = open(command);
			const fromInput = words.length === 1 && words[0] === "-";
			const texts = fromInput ? linesOf(await textOf(process.stdin)) : [words.join(" ")];
			const backend = await context.backend();
			for (const text of texts) {
				const task = await call<TaskJson>(backend, "POST", "/api/tasks/quick", {
					body: { text, parentId: parent },
					headers: { "idempotency-key": crypto.randomUUID() },
				});
				await context.show(task, async () => [
					taskSentence("Added", task, await context.now(), context.out),
				]);
			}
		});

	program
		.command("show")
		.summary("show everything about a task")
		.description(
			"Shows a task with its description, dates, reminders and, if you ask, its history.",
		)
		.argument("<id>", "its number", parseId)
		.option("--history", "what happened to it, too")
		.action(async (id: number, { history }: { history?: boolean }, command: Command) => {
			const context = open(command);
			const backend = await context.backend();
			const [task, events] = await Promise.all([
				call<TaskJson>(backend, "GET", `/api/tasks/${id}`),
				history ? listHistory(context, id) : null,
			]);
			const answer = events ? { ...task, events } : task;
			await context.show(answer, async () => [
				...taskPage(task, await context.now(), context.out),
				...(events ? ["", ...events.map((event) => historyLine(event, context))] : []),
			]);
		});

	for (const [name, alias, completed, summary] of [
		["done", "complete", true, "complete tasks"],
		["reopen", "uncomplete", false, "open completed tasks again"],
	] as const) {
		program
			.command(name)
			.alias(alias)
			.summary(summary)
			.description(
				completed
					? "Completes tasks, with their open subtasks. Of a repeating task the next one is made."
					: "Opens completed tasks again, and their parents.",
			)
			.argument("<id...>", "their numbers: 3 or 3 4 or 3,4", parseIds)
			.action(async (ids: number[], _: object, command: Command) => {
				await change(open(command), ids, completed ? "complete" : "reopen");
			});
	}

	program
		.command("rm")
		.aliases(["delete", "remove"])
		.summary("delete tasks")
		.description("Deletes tasks, with their subtasks. `tend undo` brings them back.")
		.argument("<id...>", "their numbers: 3 or 3 4 or 3,4", parseIds)
		.option("-y, --yes", "do not ask before deleting several")
		.action(async (ids: number[], { yes }: { yes?: boolean }, command: Command) => {
			const context = open(command);
			if (ids.length > 1 && !yes && !context.isJson) {
				const answer = await confirm(`Delete ${ids.length} tasks?`, true);
				if (!answer) throw failure(EXIT.refused, "Nothing was deleted.");
			}
			await change(context, ids, "delete");
		});
}

type Action = "complete" | "reopen" | "delete";
const DONE: Record<Action, string> = {
	complete: "Completed",
	reopen: "Reopened",
	delete: "Deleted",
};

async function change(context: Context, ids: number[], action: Action): Promise<void> {
	const [only, ...more] = new Set(ids);
	if (only !== undefined && more.length === 0) await changeOne(context, only, action);
	else await changeMany(context, [...new Set(ids)], action);
}

async function changeOne(context: Context, id: number, action: Action): Promise<void> {
	const backend = await context.backend();
	if (action === "delete") {
		const done = await call<{ message: string }>(backend, "DELETE", `/api/tasks/${id}`);
		return context.show(done, () => [harmless(done.message)]);
	}
	type Done = TaskJson & { next?: TaskJson | null };
	const task = await call<Done>(backend, "PATCH", `/api/tasks/${id}/complete`, {
		body: { completed: action === "complete" },
	});
	await context.show(task, async () => {
		const now = await context.now();
		return [
			`${DONE[action]} ${task.id}: ${context.out.paint("bold", harmless(task.title))}`,
			...(task.next ? [taskSentence("Next is", task.next, now, context.out)] : []),
		];
	});
}

async function changeMany(context: Context, ids: number[], action: Action): Promise<void> {
	type Done = { affected: number; missing: number[] };
	const done = await call<Done>(await context.backend(), "POST", "/api/tasks/bulk", {
		body: { action, ids },
	});
	await context.show(done, () => [
		`${DONE[action]} ${done.affected} ${done.affected === 1 ? "task" : "tasks"}`,
	]);
	const { missing } = done;
	if (missing.length > 0) {
		const those = missing.length === 1 ? "task" : "tasks";
		throw failure(EXIT.refused, `There is no ${those} ${missing.join(", ")}. The rest is done.`);
	}
}

type HistoryEvent = { type: string; actor: string; createdAt: string };

async function listHistory(context: Context, id: number): Promise<HistoryEvent[]> {
	type History = { events: HistoryEvent[] };
	const backend = await context.backend();
	return (await call<History>(backend, "GET", `/api/tasks/${id}/history`)).events;
}

function historyLine({ type, actor, createdAt }: HistoryEvent, { out }: Context): string {
	const when = new Date(createdAt).toLocaleString("sv").slice(0, 16);
	return `    ${out.paint("dim", when)}  ${type.replace("task-", "")} by ${actor}`;
}

function linesOf(text: string): string[] {
	return text
		.split("\n")
		.map((line) => line.trim())
		.filter((line) => line !== "");
}
