import { useState } from "react";
import { fieldOf } from "#app/client/offline/offline-change.ts";
import { dismissProblem, useOfflineQueue } from "#app/client/offline/queue.ts";
import { parseTaskIntent } from "#domain/task/intents.ts";
import type { TaskFormAnswer } from "./task-form-answer.ts";

/** What was typed into a task's form offline: it still waits, or it met a newer version. */
export type KeptForm = {
	key: string;
	answer: TaskFormAnswer;
	/** The version that it is a change of. */
	version: number;
};

/**
 * The kept form of a task, for its fields to show; null for none. It changes only while nobody is
 * typing. `settle` is for when the user has decided between its version and the newer one.
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

	const settle = () => {
		if (problem) dismissProblem(problem.id);
	};
	return { kept: shown, settle };
}
