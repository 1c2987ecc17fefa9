import {
	type Focus,
	findFocus,
	findPluralFocus,
	findShownList,
} from "#app/assistant/local-model/context/focus.ts";
import type { KnownTask } from "#app/assistant/local-model/context/known-task.ts";
import {
	bestTitleMatches,
	contentWords,
	nearestTitleMatches,
} from "#app/assistant/local-model/context/match-title.ts";
import type { ToolOutcome } from "#app/assistant/local-model/context/tool-outcome.ts";
import type { Intent } from "#app/assistant/local-model/intent/intent.ts";
import type { ListFilter, Target } from "#app/assistant/local-model/intent/target.ts";
import { itemsAt } from "#app/assistant/local-model/parse/list-positions.ts";
import { parseTargetReply } from "#app/assistant/local-model/parse/parse-reply.ts";
import { type Action, type ActionContext, type Answer, callTool } from "./action.ts";
import { disambiguate, selectTasks } from "./disambiguate.ts";
import { boldTitle, escapeMarkdown, failureText, taskDetails } from "./format-answer.ts";

/** What the tasks are wanted for. */
export type FindOptions = {
	/** Where to look first. */
	status: "pending" | "completed" | "all";
	/** What is meant once it is known which task is. */
	toIntent: (target: Target) => Intent;
	/** Several at once are fine, as for reading. */
	allowSeveral?: boolean;
};

export type FoundTargets = { tasks: KnownTask[] } | { answer: Answer };

const LIST_LIMIT = 100;

/** Finds the tasks that are meant, or the question to ask about them. */
export function* findTargets(
	target: Target,
	context: ActionContext,
	options: FindOptions,
): Action<FoundTargets> {
	const { turn, earlierOutcomes, moment } = context;
	switch (target.by) {
		case "ids": {
			const known = findFocus(turn, earlierOutcomes)?.tasks ?? [];
			return {
				tasks: target.ids.map(
					(id) => known.find(({ task_id }) => task_id === id) ?? { task_id: id },
				),
			};
		}
		case "pronoun": {
			const focus = target.plural
				? findPluralFocus(turn, earlierOutcomes)
				: findFocus(turn, earlierOutcomes);
			if (!focus) return askForTarget(options, context);
			if (target.plural) return { tasks: yield* fullList(focus) };
			return focus.tasks.length === 1
				? { tasks: focus.tasks }
				: askWhich(focus.tasks, options.toIntent, context);
		}
		case "positions": {
			const focus = findShownList(turn) ?? findFocus(turn, earlierOutcomes);
			const tasks = focus && itemsAt(focus.tasks, target.positions);
			return tasks ? { tasks } : askForTarget(options, context);
		}
		case "other": {
			const list = findShownList(turn)?.tasks ?? [];
			const inFocus = findFocus(turn, earlierOutcomes)?.tasks ?? [];
			const isNew = ({ task_id }: KnownTask) => !inFocus.some((task) => task.task_id === task_id);
			const others = inFocus.length < list.length ? list.filter(isNew) : list.slice(1);
			if (others.length === 0) return askForTarget(options, context);
			return others.length === 1 ? { tasks: others } : askWhich(others, options.toIntent, context);
		}
		case "rest": {
			const focus = findShownList(turn) ?? findFocus(turn, earlierOutcomes);
			if (!focus) return askForTarget(options, context);
			const all = yield* fullList(focus);
			const tasks = selectTasks({ by: "rest", without: target.without }, all, {
				reply: turn.text,
				moment,
			});
			return tasks ? { tasks } : askForTarget(options, context);
		}
		case "filter":
			return yield* findByFilter(target, context, options);
		case "words":
			return yield* findByWords(target, context, options);
	}
}

/** The tasks of a list_tasks call; the failure as an answer. */
export function* listTasks(
	filter: ListFilter,
): Action<{ tasks: KnownTask[]; total: number } | { answer: Answer }> {
	const outcome = yield* callTool("list_tasks", filter);
	return listedTasks(outcome);
}

/** The tasks in the outcome of a list_tasks call, or the answer that says why it failed. */
function listedTasks(
	outcome: ToolOutcome,
): { tasks: KnownTask[]; total: number } | { answer: Answer } {
	const failed = failureText(outcome);
	if (failed !== null) return { answer: { text: failed } };
	const { tasks, total } = outcome.result as { tasks: KnownTask[]; total: number };
	return { tasks, total };
}

function* findByFilter(
	{ filter, one, positions }: Extract<Target, { by: "filter" }>,
	context: ActionContext,
	options: FindOptions,
): Action<FoundTargets> {
	const status = filter.status ?? (filter.due === "overdue" ? undefined : options.status);
	const found = yield* listTasks({
		...filter,
		...(status ? { status } : {}),
		limit: filter.limit ?? LIST_LIMIT,
	});
	if ("answer" in found) return found;
	if (positions) return { tasks: itemsAt(found.tasks, positions) ?? [] };
	if (one && found.tasks.length > 1) return askWhich(found.tasks, options.toIntent, context);
	return { tasks: found.tasks };
}

function* findByWords(
	target: Extract<Target, { by: "words" }>,
	context: ActionContext,
	options: FindOptions,
): Action<FoundTargets> {
	const { words, filter } = target;
	const query = target.exact ? words : contentWords(words).join(" ");
	const { status } = options;
	const filters: ListFilter[] = [{ query, status }];
	if (filter) filters.push({ ...filter, status });
	if (includesCompleted(options)) filters.push({ query, status: "all" });
	for (const asked of filters) {
		const found = yield* listTasks(asked);
		if ("answer" in found) return found;
		if (found.tasks.length > 0)
			return oneOrAsk(bestTitleMatches(found.tasks, asked.query ?? words), options, context);
	}
	if (target.parts) {
		const found = yield* findEach(target.parts, context, options);
		if (found) return found;
	}
	// Nothing has all the words as they are: something may be near them.
	const all = yield* listTasks({ status, limit: LIST_LIMIT });
	if ("answer" in all) return all;
	const near = nearestTitleMatches(all.tasks, words);
	if (near.tasks.length === 0) return { answer: { text: noneFoundText(words, status) } };
	// What cannot be meant otherwise, unless it would be gone.
	if (near.isSure && options.toIntent(target).kind !== "delete")
		return oneOrAsk(near.tasks, options, context);
	return askWhich(near.tasks.slice(0, 5), options.toIntent, context);
}

/** Completed tasks, too, can be deleted and changed. */
function includesCompleted({ status, toIntent }: FindOptions): boolean {
	return status === "pending" && toIntent({ by: "ids", ids: [] }).kind !== "complete";
}

/** A task for each of several words; null where one of them has none. */
function* findEach(
	words: string[],
	context: ActionContext,
	options: FindOptions,
): Action<FoundTargets | null> {
	const tasks: KnownTask[] = [];
	for (const part of words) {
		const query = contentWords(part).join(" ");
		let found = yield* listTasks({ query, status: options.status });
		if (!("answer" in found) && found.tasks.length === 0 && includesCompleted(options)) {
			found = yield* listTasks({ query, status: "all" });
		}
		if ("answer" in found || found.tasks.length === 0) return null;
		const [only, ...others] = bestTitleMatches(found.tasks, query);
		if (!only || others.length > 0)
			return askWhich(bestTitleMatches(found.tasks, query), options.toIntent, context);
		tasks.push(only);
	}
	return { tasks };
}

function oneOrAsk(tasks: KnownTask[], options: FindOptions, context: ActionContext): FoundTargets {
	return tasks.length === 1 || options.allowSeveral
		? { tasks }
		: askWhich(tasks, options.toIntent, context);
}

/** Asks which of some tasks is meant. */
export function askWhich(
	tasks: KnownTask[],
	toIntent: FindOptions["toIntent"],
	{ moment }: ActionContext,
): { answer: Answer } {
	const choices = tasks.slice(0, 10);
	const [only] = choices;
	const text =
		choices.length === 1 && only
			? `Do you mean ${boldTitle(only.title, only.task_id)} (task ${only.task_id}${taskDetails(only)})?`
			: `Which one?\n\n${choices.map(choiceLine).join("\n")}`;
	const parseReply = (reply: string) => {
		const picked = disambiguate(reply, choices, moment);
		return picked && toIntent({ by: "ids", ids: picked.map(({ task_id }) => task_id) });
	};
	return { answer: { text, parseReply } };
}

function choiceLine(task: KnownTask, index: number): string {
	const state = task.status === "completed" ? ", completed" : "";
	return `${index + 1}. ${boldTitle(task.title, task.task_id)} (task ${task.task_id}${taskDetails(task)}${state})`;
}

/** All of a list of which only the beginning was shown. */
function* fullList({ tasks, filter, total = tasks.length }: Focus): Action<KnownTask[]> {
	if (total <= tasks.length || !filter) return tasks;
	const found = yield* listTasks({ ...filter, limit: LIST_LIMIT });
	return "answer" in found ? tasks : found.tasks;
}

function askForTarget(options: FindOptions, { moment }: ActionContext): FoundTargets {
	const parseReply = (reply: string) => {
		const target = parseTargetReply(reply, moment);
		return target && target.by !== "pronoun" ? options.toIntent(target) : null;
	};
	return {
		answer: {
			text: "Which task do you mean? Say its number or some words of its title.",
			parseReply,
			isOpenEnded: true,
		},
	};
}

function noneFoundText(words: string, status: FindOptions["status"]): string {
	const kind = status === "all" ? "" : status === "pending" ? "open " : "completed ";
	return `I found no ${kind}task that fits “${escapeMarkdown(words)}”. Nothing was changed.`;
}
