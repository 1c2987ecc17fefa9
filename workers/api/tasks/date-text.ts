import { z } from "@hono/zod-openapi";
import { parseDueDate } from "#domain/time/due-date.ts";

/**
 * A date or date-time that exists. It stays text: only with the user's time zone, which no schema
 * knows, does it become a wall-clock time.
 */
export const dateText = z
	.string("A date is a text like 2026-12-01 or 2026-12-01T09:00:00+01:00.")
	.superRefine((text, context) => {
		try {
			parseDueDate(text, "UTC");
		} catch (error) {
			if (!(error instanceof RangeError)) throw error;
			context.addIssue({ code: "custom", message: error.message });
		}
	});
