/** How an attempt to send something has ended. */
export type Attempt = { ok: true; status: number | null } | Failure;

export type Failure = {
	ok: false;
	/** The other side's, where it answered. */
	status: number | null;
	/** A sentence for people, without anything of theirs in it. */
	error: string;
	/** `forget`: nothing should go there any more. */
	verdict: "retry" | "give-up" | "forget";
	/** What the other side asks for. */
	retryAfterMs: number | null;
};

export function failure(
	error: string,
	{ verdict = "retry", status = null, retryAfterMs = null }: Partial<Failure> = {},
): Failure {
	return { ok: false, status, error, verdict, retryAfterMs };
}
