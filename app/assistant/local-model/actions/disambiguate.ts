import type { KnownTask } from "#app/assistant/local-model/context/known-task.ts";
import {
	contentWords,
	nearestTitleMatches,
} from "#app/assistant/local-model/context/match-title.ts";
import type { ListFilter, Target } from "#app/assistant/local-model/intent/target.ts";
import { itemsAt } from "#app/assistant/local-model/parse/list-positions.ts";
import { newUtterance } from "#app/assistant/local-model/parse/parse-slots.ts";
import { stripPoliteness } from "#app/assistant/local-model/patterns/strip-politeness.ts";
import { textOfTokens } from "#app/assistant/local-model/tokens/tokenize.ts";
import type { ReferenceTime } from "#domain/language/reference-time.ts";

/**
 * Which of some tasks a reply means: "the second", "2", "number 14", "the one for home", "both". Null
 * for a reply that names none of them, which may be about something else.
 */
export function disambiguate(
	reply: string,
	tasks: KnownTask[],
	moment: ReferenceTime,
): KnownTask[] | null {
	const utterance = newUtterance(
		reply.replace(/^\s*(?:no|i mean|i meant|the answer is|it is|it's)\b[,:]?\s*/i, ""),
		moment,
	);
	const { from, to } = stripPoliteness(utterance);
	if (to - from > 8) return null;
	const text = textOfTokens(utterance.text, utterance.tokens.slice(from, to));
	if (
		tasks.length === 1 &&
		/^(?:yes|yep|yeah|yup|sure|correct|exactly|right|that one|it is|that's it|ok|okay)$/i.test(
			reply.trim().replace(/[.!]$/, ""),
		)
	) {
		return tasks;
	}
	if (/^(?:all|both|everything|all \w+|each|any|either)$/i.test(text)) {
		return /^(?:any|either)$/i.test(text) ? tasks.slice(0, 1) : tasks;
	}
	const target = utterance.parseSlot("target", from, to);
	const found = target && selectTasks(target, tasks, { reply, moment });
	// "the one for home" chooses one, or none.
	const isMany = found && found.length > 1 && /^(?:the|that)\b.*\bone\b/i.test(text);
	return found && found.length > 0 && !isMany ? found : null;
}

/** Those of the tasks that a target names, as far as the tasks themselves tell. */
export function selectTasks(
	target: Target,
	tasks: KnownTask[],
	{ reply, moment }: { reply: string; moment: ReferenceTime },
): KnownTask[] | null {
	switch (target.by) {
		case "ids": {
			const byId = tasks.filter(({ task_id }) => target.ids.includes(task_id));
			const byPlace = itemsAt(
				tasks,
				target.ids.map((id) => id - 1),
			);
			// The choices are numbered: "2" is the second, "task 2" and "number 2" say which they mean.
			const named = /\b(?:task|number|no|nr|id)\b|#/i.test(reply);
			const [first, second] = named ? [byId, byPlace] : [byPlace, byId];
			return first && first.length > 0 ? first : second;
		}
		case "positions":
			return itemsAt(tasks, target.positions);
		case "other":
			return tasks.slice(1, 2);
		case "pronoun":
			return target.plural ? tasks : tasks.length === 1 ? tasks : null;
		case "filter":
			return tasks.filter((task) => fits(task, target.filter, moment));
		case "words": {
			const { tasks: near, isSure } = nearestTitleMatches(tasks, target.words);
			return isSure || near.length === 1 ? near : null;
		}
		case "rest": {
			const without = selectTasks(target.without, tasks, { reply, moment });
			return without && tasks.filter((task) => !without.includes(task));
		}
	}
}

function fits(task: KnownTask, filter: ListFilter, { today }: ReferenceTime): boolean {
	const { priority, tag, query, due, due_from, due_to, status } = filter;
	const date = task.due_date?.slice(0, 10);
	const words = contentWords([task.title ?? "", ...(task.tags ?? [])].join(" "));
	if (status && status !== "all" && task.status !== undefined && task.status !== status)
		return false;
	if (priority && (task.priority ?? "medium") !== priority) return false;
	if (tag && !task.tags?.includes(tag)) return false;
	if (query && !contentWords(query).every((word) => words.some((other) => other.startsWith(word))))
		return false;
	if (due === "overdue") return task.overdue === true;
	if (due === "none") return date === undefined;
	if (due === "today") return date !== undefined && date <= today;
	if (due !== undefined && due !== "week") return date === due;
	if (due_from && (date === undefined || date < due_from)) return false;
	return !due_to || (date !== undefined && date <= due_to);
}
