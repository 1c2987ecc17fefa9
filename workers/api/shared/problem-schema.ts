import { z } from "@hono/zod-openapi";

/** What the document says of problems: workers/http/problem.ts. */

export const problemSchema = z
	.object({
		type: z
			.string()
			.meta({ format: "uri-reference", description: "Which kind of problem. Stable: test this." }),
		title: z.string().meta({ description: "The kind in words." }),
		status: z.int().meta({ description: "The HTTP status again." }),
		detail: z.string().meta({ description: "What happened here, and what to do. For people." }),
		requestId: z.string().meta({ description: "Quote it when you ask for help." }),
		errors: z
			.array(
				z.object({
					path: z.string().meta({ description: "The field, like `reminders.0.at`." }),
					message: z.string(),
				}),
			)
			.optional()
			.meta({ description: "With 400: each wrong field." }),
	})
	.openapi("Problem", {
		example: {
			type: "/api/docs#not-found",
			title: "Not found",
			status: 404,
			detail: "There is no task 99.",
			requestId: "0198c7a2-6c1e-4f0a-9d53-0e6f3f1a2b4c",
		},
	});

const DESCRIPTIONS = {
	400: "Bad input: `errors` names each wrong field.",
	401: "No credential, or one that is no longer good.",
	403: "The credential may not do this.",
	404: "There is no such thing among what is yours.",
	405: "Wrong method: `Allow` names the right ones.",
	409: "What is there now contradicts this.",
	412: "`If-Match` names a version that is no longer the newest.",
	413: "The body is over 1 MiB; a file over 25 MiB.",
	415: "The body is not JSON; a file is no list of tasks.",
	422: "The Idempotency-Key was used with another body within the last day.",
	429: "Too many requests: `Retry-After` says when to go on.",
	500: "A fault on our side.",
} as const;

type ProblemAnswer = {
	description: string;
	content: { "application/problem+json": { schema: typeof problemSchema } };
};

/** The document's entries for the problems that an operation may answer with. */
export function problems<Status extends keyof typeof DESCRIPTIONS>(...statuses: Status[]) {
	return Object.fromEntries(
		statuses.map((status): [Status, ProblemAnswer] => [
			status,
			{
				description: DESCRIPTIONS[status],
				content: { "application/problem+json": { schema: problemSchema } },
			},
		]),
	) as Record<Status, ProblemAnswer>;
}
