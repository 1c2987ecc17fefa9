/** How one attempt to send a delivery ended. */
export type Attempt = { ok: true; status: number | null } | FailedAttempt;

export type FailedAttempt = {
	ok: false;
	/** The other side's, where it answered. */
	status: number | null;
	/** A sentence for people. Carries no text of the other side. */
	error: string;
	/**
	 * `forget`: the target is gone, and nothing is sent there any more. `postpone`: it was not tried, and
	 * is after `retryAfterMs`.
	 */
	verdict: "retry" | "give-up" | "forget" | "postpone";
	/** What the other side asks for. */
	retryAfterMs: number | null;
};

/** A failed attempt, to be retried unless said otherwise. */
export function failedAttempt(
	error: string,
	{ verdict = "retry", status = null, retryAfterMs = null }: Partial<FailedAttempt> = {},
): FailedAttempt {
	return { ok: false, status, error, verdict, retryAfterMs };
}
