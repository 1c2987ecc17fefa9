import { z } from "@hono/zod-openapi";
import { PAGE_SIZE_MAX, SEARCH_MAX_LENGTH } from "#domain/limits.ts";
import { SERIES_RANGES } from "#domain/task/task.ts";
import {
	DUE_WINDOWS,
	PAGE_SIZE,
	SORT_FIELDS,
	type Sort,
	type SortField,
} from "#domain/task/task-list.ts";
import { prioritySchema, statusSchema, tagSchema } from "#domain/task/task-schema.ts";
import { dateText } from "./date-text.ts";

/** What the API takes in addresses and headers. */

/** A whole number as an address writes it: digits, and nothing that JavaScript would also take. */
const digits = (message: string) =>
	z
		.string(message)
		.regex(/^\d{1,9}$/, message)
		.transform(Number);

export const taskParams = z.object({
	id: digits("An id is a whole number.")
		.pipe(z.int().min(1))
		.openapi({
			type: "integer",
			param: { name: "id", in: "path", description: "The task's number." },
			example: 42,
		}),
});

const SORTS = SORT_FIELDS.flatMap((field) => [field, `${field}:asc`, `${field}:desc`] as const);

const pageMessage = "A page is a number from 1.";
const limitMessage = `The limit is a number from 1 to ${PAGE_SIZE_MAX}.`;

export const pageParameter = digits(pageMessage)
	.pipe(z.int().min(1, pageMessage).max(1_000_000, pageMessage))
	.optional()
	.openapi({ type: "integer", minimum: 1, default: 1, description: "Counts from 1." });

export function limitParameter(things: string) {
	return digits(limitMessage)
		.pipe(z.int().min(1, limitMessage).max(PAGE_SIZE_MAX, limitMessage))
		.optional()
		.openapi({
			type: "integer",
			minimum: 1,
			maximum: PAGE_SIZE_MAX,
			default: PAGE_SIZE,
			description: `How many ${things} a page has; ${PAGE_SIZE} unless asked.`,
		});
}

const bound = z
	.preprocess(
		// A plus that was not escaped arrives as a space.
		(text) => (typeof text === "string" ? text.replace(/(T\S+) (\d\d:\d\d)$/, "$1+$2") : text),
		dateText,
	)
	.optional();

export const listQuery = z.strictObject({
	status: statusSchema.optional().meta({ description: "Every status unless asked." }),
	priority: prioritySchema.optional(),
	tag: tagSchema.optional().meta({ example: "home" }),
	q: z
		.string("Search for one text.")
		.max(SEARCH_MAX_LENGTH, `Search for at most ${SEARCH_MAX_LENGTH} characters.`)
		.optional()
		.meta({
			description: "Words of title, description and tags; all have to be there, as beginnings.",
			example: "rent",
		}),
	due: z.enum(DUE_WINDOWS, "Due is overdue, today, week or none.").optional().meta({
		description:
			"`today` has the overdue ones, too; `week` is today and the six days after; `none` is without a date.",
	}),
	dueBefore: bound.meta({
		description:
			"Due before this date (the whole day is left out) or moment. A task without a time is due when its day ends.",
		example: "2026-12-01",
	}),
	dueAfter: bound.meta({ description: "Due after this date (the whole day) or moment." }),
	sort: z
		.enum(SORTS, `Sort by ${SORT_FIELDS.join(", ")}, with :asc or :desc.`)
		.transform((text): Sort => {
			const [field, direction = "asc"] = text.split(":") as [SortField, Sort["direction"]?];
			return { field, direction };
		})
		.optional()
		.meta({
			description:
				"By due date then priority unless asked. `priority:desc` has high first; tasks without a due date come last in either direction.",
		}),
	page: pageParameter,
	limit: limitParameter("tasks"),
});

export const changeQuery = z.strictObject({
	series: z.enum(SERIES_RANGES, "Series is this or following.").optional().meta({
		description:
			"How far the change of a repeating task reaches: `this` one alone, or this and all `following`. Where nothing is said, a new due date is for this one, and all else for those that follow, too. `following` moves the series to a new due date, and the one day that its rule names with it. The rule always belongs to the whole series: a new one counts from the due date.",
	}),
});

export const keyHeaders = z.object({
	"Idempotency-Key": z
		.string()
		.regex(/^[\x21-\x7e][\x20-\x7e]{0,254}$/, "The key is 1 to 255 printable ASCII characters.")
		.optional()
		.openapi({
			description:
				"Makes it safe to send this again: for a day the same key and body give the same answer.",
			example: "0198c7a2-6c1e-7f0a-9d53-0e6f3f1a2b4c",
		}),
});

export const ifMatchHeaders = z.object({
	"If-Match": z.string().optional().openapi({
		description: "Do it only from this version: an `ETag`, or several, or `*`.",
		example: '"3"',
	}),
});

export const ifNoneMatchHeaders = z.object({
	"If-None-Match": z.string().optional().openapi({
		description: "The `ETag` of what you have; while it is the newest the answer is 304.",
		example: '"3"',
	}),
});

export function etagOf({ version }: { version: number }): string {
	return `"${version}"`;
}

/**
 * The versions that an If-Match lets through; undefined for any. Tags that are weak or not ours match
 * nothing (RFC 9110, section 13.1.1).
 */
export function expectedVersions(header: string | undefined): number[] | undefined {
	if (header === undefined || header.trim() === "*") return undefined;
	return header.split(",").flatMap((tag) => {
		const version = /^\s*"(\d{1,9})"\s*$/.exec(tag)?.[1];
		return version === undefined ? [] : [Number(version)];
	});
}
