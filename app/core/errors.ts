/** What can go wrong in a way that the person or program asking should be told about. */

export type FieldError = { path: string; message: string };

type AppErrorOptions = { status: number; code: string; fields?: FieldError[] };

/**
 * The one error type of the domain. Commands throw it; each entry point maps it once: pages to a form
 * reply or an error page, the API to a problem document (RFC 9457), tools to a result.
 * `message` is a sentence for people: what happened and what to do.
 */
export class AppError extends Error {
	readonly status: number;
	readonly code: string;
	readonly fields: FieldError[];

	constructor(message: string, { status, code, fields = [] }: AppErrorOptions) {
		super(message);
		this.name = new.target.name;
		this.status = status;
		this.code = code;
		this.fields = fields;
	}
}

/** Bad input; `fields` names each wrong field by its path. */
export class Invalid extends AppError {
	constructor(fields: FieldError[]) {
		super(fields.map((field) => field.message).join(" "), {
			status: 400,
			code: "invalid",
			fields,
		});
	}
}

/** There is no such thing, or it is somebody else's: the two must not be told apart. */
export class NotFound extends AppError {
	constructor(message: string) {
		super(message, { status: 404, code: "not-found" });
	}
}

/** What was asked contradicts what is there now. */
export class Conflict extends AppError {
	constructor(message: string) {
		super(message, { status: 409, code: "conflict" });
	}
}

/** The caller built on a version that is no longer the newest (RFC 9110, section 15.5.13). */
export class VersionMismatch extends AppError {
	constructor(message: string) {
		super(message, { status: 412, code: "version-mismatch" });
	}
}

/** What a limit allows: `limit` times in `windowSeconds`, or with null at the same time. */
export type RateLimitPolicy = { name: string; limit: number; windowSeconds: number | null };

export class RateLimited extends AppError {
	readonly retryAfterSeconds: number;
	readonly policy: RateLimitPolicy | null;

	constructor(message: string, retryAfterSeconds: number, policy: RateLimitPolicy | null = null) {
		super(message, { status: 429, code: "rate-limited" });
		this.retryAfterSeconds = retryAfterSeconds;
		this.policy = policy;
	}

	/**
	 * The headers of the answer, in lower case: `Retry-After`, and where the policy is known those of
	 * draft-ietf-httpapi-ratelimit-headers-10.
	 */
	get headers(): Record<string, string> {
		const seconds = String(this.retryAfterSeconds);
		if (!this.policy) return { "retry-after": seconds };
		const { name, limit, windowSeconds } = this.policy;
		const per = windowSeconds === null ? ';qu="concurrent-requests"' : `;w=${windowSeconds}`;
		return {
			"retry-after": seconds,
			"ratelimit-policy": `"${name}";q=${limit}${per}`,
			ratelimit: `"${name}";r=0;t=${seconds}`,
		};
	}
}

/** The credential is genuine, but what it stands for has ended (signed out, revoked, expired). */
export class SessionEnded extends AppError {
	constructor() {
		super("You have been signed out. Sign in to go on.", {
			status: 401,
			code: "session-ended",
		});
	}
}

/**
 * The account is about to be deleted. Until then its owner's pages work, and programs do not: nobody
 * should go on with an account that its owner has left, nor keep it by signing in to it.
 */
export class AccountPendingDeletion extends AppError {
	constructor() {
		super("This account is about to be deleted. Its owner can keep it by signing in to Tend.", {
			status: 403,
			code: "forbidden",
		});
	}
}

/**
 * The error of that type in an error or among its causes, or null. Database drivers wrap what their
 * transport throws, so an error that travelled through a query arrives as somebody's cause.
 */
export function findCause<Type extends Error>(
	error: unknown,
	type: new (...args: never[]) => Type,
): Type | null {
	for (let current = error; current instanceof Error; current = current.cause) {
		if (current instanceof type) return current;
	}
	return null;
}

/**
 * What an error goes back to, for the log: the messages of those around it may hold a statement's
 * parameters, which are people's texts.
 */
export function rootCause(error: unknown): Error {
	let root = error instanceof Error ? error : new Error(String(error));
	while (root.cause instanceof Error) root = root.cause;
	return root;
}
