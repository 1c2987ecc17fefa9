import { z } from "zod";
import { TASK_EVENT_TYPES } from "#domain/event/event-types.ts";
import { WEBHOOK_URL_MAX_LENGTH } from "#domain/limits.ts";

/** Webhooks as forms and the API check them. That the URL is public is the command's to see. */

export const webhookUrlSchema = z
	.string("Type the URL to call.")
	.trim()
	.min(1, "Type the URL to call.")
	.max(WEBHOOK_URL_MAX_LENGTH, `A URL has at most ${WEBHOOK_URL_MAX_LENGTH} characters.`);

export const webhookTypesSchema = z
	.array(z.enum(TASK_EVENT_TYPES, `A type of event is one of ${TASK_EVENT_TYPES.join(", ")}.`))
	.min(1, "Choose at least one type of event.")
	// In their order, and each once.
	.transform((types) => TASK_EVENT_TYPES.filter((type) => types.includes(type)));
