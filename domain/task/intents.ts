/**
 * The buttons of task lists and task pages: what their forms send in the field `intent`. The server,
 * the pages and the service worker all read it here. Safe in the browser; small, since every page of
 * tasks loads it.
 */

/**
 * What is to be done (`verb`), and to which tasks (`target`):
 * `new` to one that does not exist yet, `page` to the one whose page the form is on, `numbered` to the
 * one whose number follows the intent's name (`complete/42`), `selected` to those of the field
 * `selected`.
 * `isQueueable` is false for what asks first, and for what depends on the moment it is done: the form
 * of a queueable intent may be sent hours later, when the browser is online again.
 */
export const TASK_INTENTS = {
	add: { verb: "add", target: "new", isQueueable: true },
	save: { verb: "save", target: "page", isQueueable: true },
	"delete-task": { verb: "delete", target: "page", isQueueable: true },
	complete: { verb: "complete", target: "numbered", isQueueable: true },
	reopen: { verb: "reopen", target: "numbered", isQueueable: true },
	delete: { verb: "delete", target: "numbered", isQueueable: true },
	skip: { verb: "skip", target: "numbered", isQueueable: false },
	"bulk-complete": { verb: "complete", target: "selected", isQueueable: true },
	"bulk-reopen": { verb: "reopen", target: "selected", isQueueable: true },
	"bulk-delete": { verb: "delete", target: "selected", isQueueable: false },
	"bulk-priority": { verb: "priority", target: "selected", isQueueable: true },
	"bulk-tag": { verb: "tag", target: "selected", isQueueable: true },
} as const;

export type TaskIntentName = keyof typeof TASK_INTENTS;

/** An intent as a form named it. `taskId` is the number behind the name, null where there is none. */
export type TaskIntent = {
	[Name in TaskIntentName]: (typeof TASK_INTENTS)[Name] & { name: Name; taskId: number | null };
}[TaskIntentName];

export type TaskVerb = TaskIntent["verb"];

type NumberedName = Extract<TaskIntent, { target: "numbered" }>["name"];

/** The value of a button that does something to that task: `complete/42`. */
export function numberedIntent(name: NumberedName, taskId: number): string {
	return `${name}/${taskId}`;
}

/**
 * Reads the field `intent` of a form; null when it is missing or none of these.
 * @example parseTaskIntent("complete/42") // { name: "complete", verb: "complete", target: "numbered", isQueueable: true, taskId: 42 }
 */
export function parseTaskIntent(value: FormDataEntryValue | null | undefined): TaskIntent | null {
	const [, name = "", number] = /^([a-z-]+)(?:\/(\d+))?$/.exec(String(value)) ?? [];
	if (!isTaskIntentName(name)) return null;
	const taskId = number === undefined ? null : Number(number);
	return { name, taskId, ...TASK_INTENTS[name] } as TaskIntent;
}

function isTaskIntentName(name: string): name is TaskIntentName {
	return Object.hasOwn(TASK_INTENTS, name);
}
