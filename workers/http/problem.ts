import { HTTPException } from "hono/http-exception";
import { AppError, type FieldError, findCause, RateLimited } from "#app/core/errors.ts";
import { INTERNAL_ERROR_MESSAGE } from "#app/core/internal-error-message.ts";
import { log } from "#app/core/log.ts";
import { MethodNotAllowed } from "./known-paths.ts";

/** Errors as programs are told them: problem details (RFC 9457). */

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

type RequestWithId = { get: (key: "requestId") => string };

/** The `onError` of the API and of MCP. What nobody foresaw is logged, and told without details. */
export function problemOf(error: Error, c: RequestWithId): Response {
	// Errors from behind Drizzle arrive as the cause of its own.
	const known = findCause(error, AppError);
	if (known) {
		const { status, code, message, fields } = known;
		return problem(c, { status, code, detail: message, fields }, headersOf(known));
	}
	if (error instanceof HTTPException) {
		return problem(c, { status: error.status, code: "invalid", detail: error.message });
	}
	log.exception(error, { requestId: c.get("requestId") });
	const detail = `${INTERNAL_ERROR_MESSAGE}. It has been noted; try again in a while.`;
	return problem(c, { status: 500, code: "internal", detail });
}

/** A problem as an answer; `headers` in lower case. */
export function problem(
	c: RequestWithId,
	{ status, code, detail, fields = [], more }: Problem,
	headers: Record<string, string> = {},
): Response {
	const body = {
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
	if (error instanceof RateLimited) return error.headers;
	if (error instanceof MethodNotAllowed) return { allow: error.allowed.join(", ") };
	return {};
}
