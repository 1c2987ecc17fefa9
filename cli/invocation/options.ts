import { InvalidArgumentError, Option } from "commander";
import { PAGE_SIZE_MAX } from "#domain/limits.ts";
import { PRIORITIES, STATUSES } from "#domain/task/task.ts";
import { DUE_WINDOWS, SORT_FIELDS } from "#domain/task/task-list.ts";

/** Options and arguments that several commands have. */

/** `1 2`, `1,2`: numbers of tasks, collected over arguments. */
export function parseIds(text: string, before: number[] = []): number[] {
	const ids = text.split(",").filter((part) => part !== "");
	return [...before, ...ids.map(parseId)];
}

export function parseId(text: string): number {
	const id = text.replace(/^#/, "");
	if (!/^[1-9]\d{0,8}$/.test(id)) {
		throw new InvalidArgumentError("A task is named by its number, as `tend list` shows it.");
	}
	return Number(id);
}

export function collect(value: string, before: string[] = []): string[] {
	return [...before, value];
}

function parseCount(text: string): string {
	if (!/^[1-9]\d{0,6}$/.test(text)) throw new InvalidArgumentError("It is a number from 1.");
	return text;
}

export type ListOptions = {
	status: "pending" | "completed" | "all";
	priority?: string;
	tag?: string;
	due?: string;
	dueBefore?: string;
	dueAfter?: string;
	search?: string;
	sort?: string;
	page?: string;
	limit?: string;
};

const SORTS = SORT_FIELDS.flatMap((field) => [field, `${field}:asc`, `${field}:desc`]);

/** The options that filter, sort and page a list. */
export function listOptions(status: ListOptions["status"]): Option[] {
	return [
		new Option("-s, --status <status>", "which tasks")
			.choices([...STATUSES, "all"])
			.default(status),
		new Option("-p, --priority <priority>", "only of that priority").choices(PRIORITIES),
		new Option("-t, --tag <tag>", "only with that tag"),
		new Option(
			"-d, --due <when>",
			"overdue; due today (or overdue); in the week from today; or no date",
		).choices(DUE_WINDOWS),
		new Option("--due-before <date>", 'due before that date: 2026-12-01, "next friday"'),
		new Option("--due-after <date>", "due after that date"),
		new Option("--sort <field>", "by due date, then priority, unless you say otherwise").choices(
			SORTS,
		),
		new Option("--page <number>", "which page").argParser(parseCount),
		new Option(
			"-n, --limit <number>",
			`how many tasks a page has, at most ${PAGE_SIZE_MAX}`,
		).argParser(parseCount),
	];
}

export function priorityOption(words: string): Option {
	return new Option("-p, --priority <priority>", words).choices(PRIORITIES);
}
