/** What webhooks are told of, and how many there may be. Safe in the browser. */

export const WEBHOOK_EVENT_TYPES = [
	"task-created",
	"task-updated",
	"task-completed",
	"task-reopened",
	"task-deleted",
	"reminder-due",
	"recurring-task-generated",
] as const;
export type WebhookEventType = (typeof WEBHOOK_EVENT_TYPES)[number];

export const WEBHOOKS_MAX = 10;
export const WEBHOOK_URL_MAX_LENGTH = 2000;
