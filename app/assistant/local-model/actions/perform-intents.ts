import type { ToolOutcome } from "#app/assistant/local-model/context/tool-outcome.ts";
import type { Turn } from "#app/assistant/local-model/context/turn.ts";
import type { Intent } from "#app/assistant/local-model/intent/intent.ts";
import type { ReferenceTime } from "#domain/language/reference-time.ts";
import type { Action, ActionContext } from "./action.ts";
import { addTasks } from "./add-tasks.ts";
import { answerList, answerShow, answerStatistics } from "./answer-question.ts";
import { changeStatus } from "./change-status.ts";
import { changeTasks } from "./change-tasks.ts";
import { scheduleTask } from "./schedule-task.ts";
import { setReminder } from "./set-reminder.ts";
import { smallTalk } from "./small-talk.ts";
import { undoLastChange } from "./undo-last-change.ts";

/** Carries out one intent after the other, up to the first that ends with a question. */
export function* performIntents(intents: Intent[], turn: Turn, moment: ReferenceTime): Action {
	const texts: string[] = [];
	let done: ToolOutcome[] = [];
	for (const intent of intents) {
		const recorded = recordOutcomes(toAction(intent, { moment, turn, earlierOutcomes: done }));
		const answer = yield* recorded.action;
		done = [...done, ...recorded.outcomes];
		texts.push(answer.text);
		if (answer.parseReply) return { ...answer, text: texts.join("\n\n") };
	}
	return { text: texts.join("\n\n") };
}

/** The same action, and a list that fills with the outcomes it is given. */
function recordOutcomes(action: Action): { action: Action; outcomes: ToolOutcome[] } {
	const outcomes: ToolOutcome[] = [];
	function* recorded(): Action {
		for (let next = action.next(); ; ) {
			if (next.done) return next.value;
			const got = yield next.value;
			outcomes.push(...got);
			next = action.next(got);
		}
	}
	return { action: recorded(), outcomes };
}

function* toAction(intent: Intent, context: ActionContext): Action {
	switch (intent.kind) {
		case "add":
			return yield* addTasks(intent, context);
		case "schedule":
			return yield* scheduleTask(intent, context);
		case "list":
			return yield* answerList(intent);
		case "show":
			return yield* answerShow(intent, context);
		case "complete":
		case "reopen":
		case "delete":
			return yield* changeStatus(intent, context);
		case "change":
			return yield* changeTasks(intent, context);
		case "remind":
			return yield* setReminder(intent, context);
		case "again":
			return { text: smallTalk("unknown", context.moment) };
		case "statistics":
			return yield* answerStatistics();
		case "undo":
			return yield* undoLastChange();
		case "clarify":
			return {
				text: intent.question,
				parseReply: intent.parseReply,
				isOpenEnded: intent.isOpenEnded,
			};
		case "small-talk":
			return { text: smallTalk(intent.topic, context.moment) };
	}
}
