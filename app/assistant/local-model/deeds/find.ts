import { askedTarget } from "../asked.ts";
import { chooseFrom, chosen } from "../choose.ts";
import type { Known, Outcome } from "../conversation.ts";
import { type Answer, call, type Deed, type Situation } from "../deed.ts";
import { type Focus, focusOf, focusOfMany, listOf } from "../focus.ts";
import type { Intent, ListFilter, Target } from "../intent.ts";
import { best, contentWords, nearest } from "../match.ts";
import { atPlaces } from "../places.ts";
import { about, bold, failure, plain } from "../words.ts";

/** What the tasks are wanted for. */
export type Purpose = {
	/** Where to look first. */
	status: "pending" | "completed" | "all";
	/** What is meant once it is known which task is. */
	again: (target: Target) => Intent;
	/** Several at once are fine, as for reading. */
	any?: boolean;
};

export type Found = { tasks: Known[] } | { answer: Answer };

const MOST = 100;

/** Finds the tasks that are meant, or the question to ask about them. */
export function* find(target: Target, situation: Situation, purpose: Purpose): Deed<Found> {
	const { turn, done, moment } = situation;
	switch (target.by) {
		case "ids": {
			const known = focusOf(turn, done)?.tasks ?? [];
			return {
				tasks: target.ids.map(
					(id) => known.find(({ task_id }) => task_id === id) ?? { task_id: id },
				),
			};
		}
		case "pronoun": {
			const focus = target.many ? focusOfMany(turn, done) : focusOf(turn, done);
			if (!focus) return unclear(purpose, situation);
			if (target.many) return { tasks: yield* wholeOf(focus) };
			return focus.tasks.length === 1
				? { tasks: focus.tasks }
				: which(focus.tasks, purpose.again, situation);
		}
		case "places": {
			const focus = listOf(turn) ?? focusOf(turn, done);
			const tasks = focus && atPlaces(focus.tasks, target.places);
			return tasks ? { tasks } : unclear(purpose, situation);
		}
		case "other": {
			const list = listOf(turn)?.tasks ?? [];
			const spoken = focusOf(turn, done)?.tasks ?? [];
			const isNew = ({ task_id }: Known) => !spoken.some((task) => task.task_id === task_id);
			const others = spoken.length < list.length ? list.filter(isNew) : list.slice(1);
			if (others.length === 0) return unclear(purpose, situation);
			return others.length === 1 ? { tasks: others } : which(others, purpose.again, situation);
		}
		case "rest": {
			const focus = listOf(turn) ?? focusOf(turn, done);
			if (!focus) return unclear(purpose, situation);
			const all = yield* wholeOf(focus);
			const tasks = chosen({ by: "rest", without: target.without }, all, {
				reply: turn.text,
				moment,
			});
			return tasks ? { tasks } : unclear(purpose, situation);
		}
		case "filter":
			return yield* byFilter(target, situation, purpose);
		case "words":
			return yield* byWords(target, situation, purpose);
	}
}

/** The tasks of a list_tasks call; the failure as an answer. */
export function* look(
	filter: ListFilter,
): Deed<{ tasks: Known[]; total: number } | { answer: Answer }> {
	const outcome = yield* call("list_tasks", filter);
	return listed(outcome);
}

export function listed(outcome: Outcome): { tasks: Known[]; total: number } | { answer: Answer } {
	const failed = failure(outcome);
	if (failed !== null) return { answer: { text: failed } };
	const { tasks, total } = outcome.result as { tasks: Known[]; total: number };
	return { tasks, total };
}

function* byFilter(
	{ filter, one, places }: Extract<Target, { by: "filter" }>,
	situation: Situation,
	purpose: Purpose,
): Deed<Found> {
	const status = filter.status ?? (filter.due === "overdue" ? undefined : purpose.status);
	const found = yield* look({
		...filter,
		...(status ? { status } : {}),
		limit: filter.limit ?? MOST,
	});
	if ("answer" in found) return found;
	if (places) return { tasks: atPlaces(found.tasks, places) ?? [] };
	if (one && found.tasks.length > 1) return which(found.tasks, purpose.again, situation);
	return { tasks: found.tasks };
}

function* byWords(
	target: Extract<Target, { by: "words" }>,
	situation: Situation,
	purpose: Purpose,
): Deed<Found> {
	const { words, filter } = target;
	const query = target.exact ? words : contentWords(words).join(" ");
	const { status } = purpose;
	const filters: ListFilter[] = [{ query, status }];
	if (filter) filters.push({ ...filter, status });
	if (isForAll(purpose)) filters.push({ query, status: "all" });
	for (const asked of filters) {
		const found = yield* look(asked);
		if ("answer" in found) return found;
		if (found.tasks.length > 0)
			return pick(best(found.tasks, asked.query ?? words), purpose, situation);
	}
	if (target.otherwise) {
		const found = yield* eachOf(target.otherwise, situation, purpose);
		if (found) return found;
	}
	// Nothing has all the words as they are: something may be near them.
	const all = yield* look({ status, limit: MOST });
	if ("answer" in all) return all;
	const near = nearest(all.tasks, words);
	if (near.tasks.length === 0) return { answer: { text: noneFound(words, status) } };
	// What cannot be meant otherwise, unless it would be gone.
	if (near.sure && purpose.again(target).kind !== "delete")
		return pick(near.tasks, purpose, situation);
	return which(near.tasks.slice(0, 5), purpose.again, situation);
}

/** Completed tasks, too, can be deleted and changed. */
function isForAll({ status, again }: Purpose): boolean {
	return status === "pending" && again({ by: "ids", ids: [] }).kind !== "complete";
}

/** A task for each of several words; null where one of them has none. */
function* eachOf(words: string[], situation: Situation, purpose: Purpose): Deed<Found | null> {
	const tasks: Known[] = [];
	for (const part of words) {
		const query = contentWords(part).join(" ");
		let found = yield* look({ query, status: purpose.status });
		if (!("answer" in found) && found.tasks.length === 0 && isForAll(purpose)) {
			found = yield* look({ query, status: "all" });
		}
		if ("answer" in found || found.tasks.length === 0) return null;
		const [only, ...others] = best(found.tasks, query);
		if (!only || others.length > 0)
			return which(best(found.tasks, query), purpose.again, situation);
		tasks.push(only);
	}
	return { tasks };
}

function pick(tasks: Known[], purpose: Purpose, situation: Situation): Found {
	return tasks.length === 1 || purpose.any ? { tasks } : which(tasks, purpose.again, situation);
}

/** Asks which of some tasks is meant. */
export function which(
	tasks: Known[],
	again: Purpose["again"],
	{ moment }: Situation,
): { answer: Answer } {
	const choices = tasks.slice(0, 10);
	const [only] = choices;
	const text =
		choices.length === 1 && only
			? `Do you mean ${bold(only.title, only.task_id)} (task ${only.task_id}${about(only)})?`
			: `Which one?\n\n${choices.map(choiceLine).join("\n")}`;
	const accept = (reply: string) => {
		const picked = chooseFrom(reply, choices, moment);
		return picked && again({ by: "ids", ids: picked.map(({ task_id }) => task_id) });
	};
	return { answer: { text, accept } };
}

function choiceLine(task: Known, index: number): string {
	const state = task.status === "completed" ? ", completed" : "";
	return `${index + 1}. ${bold(task.title, task.task_id)} (task ${task.task_id}${about(task)}${state})`;
}

/** All of a list of which only the beginning was shown. */
function* wholeOf({ tasks, filter, total = tasks.length }: Focus): Deed<Known[]> {
	if (total <= tasks.length || !filter) return tasks;
	const found = yield* look({ ...filter, limit: MOST });
	return "answer" in found ? tasks : found.tasks;
}

function unclear(purpose: Purpose, { moment }: Situation): Found {
	const accept = (reply: string) => {
		const target = askedTarget(reply, moment);
		return target && target.by !== "pronoun" ? purpose.again(target) : null;
	};
	return {
		answer: {
			text: "Which task do you mean? Say its number or some words of its title.",
			accept,
			loose: true,
		},
	};
}

function noneFound(words: string, status: Purpose["status"]): string {
	const kind = status === "all" ? "" : status === "pending" ? "open " : "completed ";
	return `I found no ${kind}task that fits “${plain(words)}”. Nothing was changed.`;
}
