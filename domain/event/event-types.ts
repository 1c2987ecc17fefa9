/** The types of events that the audit trail records, and who causes them. Safe in the browser. */

/** Of tasks; these reach webhooks, too. */
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

/** Of accounts: what matters to their security. */
const ACCOUNT_EVENT_TYPES = [
	"signed-up",
	"signed-in",
	"sign-in-failed",
	"signed-out",
	"password-changed",
	"address-confirmed",
	"token-created",
	"token-revoked",
] as const;
export type AccountEventType = (typeof ACCOUNT_EVENT_TYPES)[number];

export type EventType = TaskEventType | AccountEventType;

/** The interface through which a change was made; `system` is Tend itself. */
export const ACTORS = ["web", "api", "assistant", "mcp", "system"] as const;
export type Actor = (typeof ACTORS)[number];
