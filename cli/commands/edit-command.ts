import type { Command } from "commander";
import { call, type TaskJson } from "#cli/backend/api.ts";
import { EXIT, Failure, failure } from "#cli/backend/failure.ts";
import type { Context } from "#cli/invocation/context.ts";
import { collect, parseId, priorityOption } from "#cli/invocation/options.ts";
import { NONE, parseDateOption, parseReminders, parseRepeat } from "#cli/invocation/task-words.ts";
import { taskSentence } from "#cli/output/task-lines.ts";

type EditOptions = {
	title?: string;
	description?: string;
	priority?: string;
	due?: string;
	repeat?: string;
	remind?: string[];
	tag?: string[];
	untag?: string[];
	tags?: string;
	parent?: string;
};

export function addEditCommand(program: Command, open: (command: Command) => Context): void {
	program
		.command("edit")
		.summary("change a task")
		.description('Changes what you name, and leaves the rest. "none" clears a field.')
		.argument("<id>", "its number", parseId)
		.option("--title <text>", "what there is to do")
		.option("--description <text>", "more about it, in Markdown")
		.addOption(priorityOption("how urgent"))
		.option("-d, --due <date>", '2026-12-01, "friday 3pm", "in 2 weeks", none')
		.option("-r, --repeat <words>", '"every 2 weeks on mon and thu", "every! 3 days", none')
		.option(
			"--remind <when>",
			'"30 minutes before", "2026-11-30 18:00", none; once for each',
			collect,
		)
		.option("-t, --tag <tag>", "put a tag on it; once for each", collect)
		.option("--untag <tag>", "take a tag off; once for each", collect)
		.option("--tags <tags>", "exactly these tags, separated by commas; none")
		.option("--parent <id>", "make it a subtask of that task; none: a task of its own")
		.addHelpText(
			"after",
			`
Examples:
  tend edit 12 --due "tomorrow 9am" --priority high
  tend edit 12 --tag home --untag work
  tend edit 12 --repeat "every month on the 31st" --remind "1 day before"
  tend edit 12 --due none`,
		)
		.action(async (id: number, options: EditOptions, command: Command) => {
			const context = open(command);
			const task = await edit(context, id, options);
			await context.show(task, async () => [
				taskSentence("Saved", task, await context.now(), context.out),
			]);
		});
}

async function edit(context: Context, id: number, options: EditOptions): Promise<TaskJson> {
	const changes = await changesOf(context, options);
	const { tag = [], untag = [] } = options;
	const isRetagged = tag.length + untag.length > 0;
	if (!isRetagged && Object.keys(changes).length === 0) {
		throw failure(
			EXIT.usage,
			"Say what to change: tend edit 12 --due tomorrow. See tend edit --help",
		);
	}
	const backend = await context.backend();
	const path = `/api/tasks/${id}`;
	if (!isRetagged) return call<TaskJson>(backend, "PATCH", path, { body: changes });
	// Which tags it has then depends on those it has now: so only while it still has them.
	for (let attempt = 1; ; attempt += 1) {
		const { tags, version } = await call<TaskJson>(backend, "GET", path);
		const off = new Set(untag.map(bare));
		const next = [...new Set([...tags, ...tag.map(bare)])].filter((name) => !off.has(name));
		try {
			return await call<TaskJson>(backend, "PATCH", path, {
				body: { ...changes, tags: next },
				headers: { "if-match": `"${version}"` },
			});
		} catch (error) {
			if (!(error instanceof Failure) || error.problem.status !== 412 || attempt === 3) throw error;
		}
	}
}

async function changesOf(context: Context, options: EditOptions): Promise<Record<string, unknown>> {
	const { title, description, priority, due, repeat, remind, tags, parent } = options;
	const cleared = <T, E>(value: T, empty: E, read: (value: T) => unknown) =>
		value === NONE ? empty : read(value);
	const wanted = {
		title,
		description: description && cleared(description, "", (text) => text),
		priority,
		dueDate: due && cleared(due, null, (text) => parseDateOption(context, text, "--due")),
		recurrence: repeat && cleared(repeat, null, (text) => parseRepeat(context, text)),
		reminders: remind && (remind.join() === NONE ? [] : parseReminders(context, remind)),
		tags: tags && cleared(tags, [], (text) => text.split(",").map(bare)),
		parentId: parent && cleared(parent, null, parseId),
	};
	const read = await Promise.all(
		Object.entries(wanted).map(async ([name, value]) => [name, await value] as const),
	);
	return Object.fromEntries(read.filter(([, value]) => value !== undefined));
}

/** A tag as tasks have it, near enough to compare; the API does the rest. */
function bare(tag: string): string {
	return tag.trim().replace(/^#+/, "").toLowerCase();
}
