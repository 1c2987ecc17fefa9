/** Limits of webhooks. Each gets some or all of TASK_EVENT_TYPES (domain/event). Safe in the browser. */

export const WEBHOOKS_MAX = 10;
export const WEBHOOK_URL_MAX_LENGTH = 2000;
