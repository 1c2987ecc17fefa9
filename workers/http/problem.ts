import { z } from "@hono/zod-openapi";
import { HTTPException } from "hono/http-exception";
import { AppError, type FieldError, findCause, RateLimited, rootCause } from "#app/core/errors.ts";
import { INTERNAL_ERROR_MESSAGE } from "#app/core/internal-error-message.ts";
import { MethodNotAllowed } from "./known-paths.ts";

/** Errors as the API tells them: problem details (RFC 9457). */

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

/** Titles by the code of an `AppError`. */
export const PROBLEM_TITLES: Record<string, string> = {
	invalid: "Bad input",
	"broken-json": "Broken JSON",
	"session-ended": "Not signed in",
	unauthorized: "Not signed in",
	"wrong-password": "Wrong address or password",
	"refresh-token-ended": "Refresh token used or expired",
	forbidden: "Not allowed",
	"cross-site": "Sent from another site",
	"not-found": "Not found",
	"method-not-allowed": "Wrong method",
	conflict: "Conflict",
	"repeated-message": "Sent before",
	"version-mismatch": "Changed in the meantime",
	"too-large": "Too large",
	"not-json": "Not JSON",
	"unknown-file": "Not a list of tasks",
	"key-reused": "Idempotency-Key used before",
	"rate-limited": "Too many requests",
	internal: "Fault on our side",
};

type Problem = {
	status: number;
	code: string;
	detail: string;
	fields?: FieldError[];
	/** Members of its own that this kind of problem has (RFC 9457, section 3.2). */
	more?: object;
};

/** The context of a request, here as well as outside of the API. */
type Asked = { req: { raw: Request }; get: (key: "requestId") => string };

/** An error as the API's answer. What nobody foresaw is logged, once, and told without details. */
export function problemOf(error: Error, c: Asked): Response {
	// Errors from behind Drizzle arrive as the cause of its own.
	const known = findCause(error, AppError);
	if (known) {
		const { status, code, message, fields } = known;
		return problem(c, { status, code, detail: message, fields }, headersOf(known));
	}
	if (error instanceof HTTPException) {
		return problem(c, { status: error.status, code: "invalid", detail: error.message });
	}
	logOnce(error, c);
	const detail = `${INTERNAL_ERROR_MESSAGE}. It has been noted; try again in a while.`;
	return problem(c, { status: 500, code: "internal", detail });
}

const logged = new WeakSet<Request>();

/** What fails the check of a credential fails the handler behind it, too, and arrives twice. */
function logOnce(error: Error, c: Asked) {
	if (logged.has(c.req.raw)) return;
	logged.add(c.req.raw);
	const { message, stack } = rootCause(error);
	const requestId = c.get("requestId");
	console.error(JSON.stringify({ level: "error", requestId, message, stack }));
}

export function problem(
	c: Asked,
	{ status, code, detail, fields = [], more }: Problem,
	headers: Record<string, string> = {},
): Response {
	const body: z.input<typeof problemSchema> = {
		type: `/api/docs#${code}`,
		title: PROBLEM_TITLES[code] ?? "Problem",
		status,
		detail,
		requestId: c.get("requestId"),
		...(fields.length > 0 ? { errors: fields } : {}),
		...more,
	};
	return Response.json(body, {
		status,
		headers: {
			"content-type": "application/problem+json",
			"cache-control": "no-store",
			...headers,
		},
	});
}

function headersOf(error: AppError): Record<string, string> {
	if (error instanceof RateLimited) return { "retry-after": String(error.retryAfterSeconds) };
	if (error instanceof MethodNotAllowed) return { allow: error.allowed.join(", ") };
	return {};
}

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
