import { useState } from "react";
import { fieldOf } from "#app/client/offline/offline-change.ts";
import { dismissProblem, useOfflineQueue } from "#app/client/offline/queue.ts";
import { parseTaskIntent } from "#domain/task/intents.ts";
import type { TaskFormAnswer } from "./task-form-answer.ts";

/** A task form that was submitted offline: still queued, or in conflict with a newer version. */
export type KeptForm = {
	key: string;
	answer: TaskFormAnswer;
	/** The task's version that the form was based on. */
	version: number;
};

/**
 * The kept form of a task, whose values the fields show; null for none. It does not change while the
 * form is touched. `dismiss` removes its conflict from the queue, once the user has resolved it.
 */
export function useKeptForm(id: number, isTouched: boolean) {
	const { changes, problems } = useOfflineQueue();
	const isOfTask = (change: (typeof changes)[number]) =>
		change.path === `/tasks/${id}` && parseTaskIntent(fieldOf(change, "intent"))?.name === "save";
	const waiting = changes.find(isOfTask);
	const problem = problems.find(isOfTask);

	let kept: KeptForm | null = null;
	if (problem?.answer.outcome === "conflict") {
		const { reply, conflict } = problem.answer;
		kept = { key: `problem-${problem.id}`, answer: { reply, conflict }, version: conflict.version };
	} else if (waiting) {
		const reply = { errors: {}, values: Object.fromEntries(waiting.form) };
		const version = Number(fieldOf(waiting, "version"));
		kept = { key: `change-${waiting.id}`, answer: { reply }, version };
	}
	const [shown, setShown] = useState<KeptForm | null>(null);
	if (shown?.key !== kept?.key && !isTouched) setShown(kept);

	const dismiss = () => {
		if (problem) dismissProblem(problem.id);
	};
	return { kept: shown, dismiss };
}
