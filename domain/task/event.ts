/** The audit trail's vocabulary. Safe in the browser. */

export const TASK_EVENT_TYPES = [
	"task-created",
	"task-updated",
	"task-completed",
	"task-reopened",
	"task-deleted",
	"reminder-due",
	"recurring-task-generated",
] as const;
export type TaskEventType = (typeof TASK_EVENT_TYPES)[number];

export const ACCOUNT_EVENT_TYPES = [
	"signed-up",
	"signed-in",
	"sign-in-failed",
	"signed-out",
	"password-changed",
	"token-created",
	"token-revoked",
] as const;
export type AccountEventType = (typeof ACCOUNT_EVENT_TYPES)[number];

export type EventType = TaskEventType | AccountEventType;

/** The door that a change came through. */
export const ACTORS = ["web", "api", "assistant", "mcp", "system"] as const;
export type Actor = (typeof ACTORS)[number];
