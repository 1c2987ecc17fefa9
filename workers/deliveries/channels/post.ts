import { targetRefusal } from "#domain/notification/public-target.ts";
import { type Failure, failure } from "./attempt.ts";
import { readRetryAfter } from "./backoff.ts";
import type { Outgoing } from "./outgoing.ts";

const PATIENCE_MS = 5_000;

export type Post = {
	url: string;
	headers: Record<string, string>;
	body: string | Uint8Array<ArrayBuffer>;
};

/**
 * Posts to an address that somebody has given us. What it answered counts by its status alone, and a
 * redirect is not followed: it could lead anywhere, and who gave the address can give a better one.
 */
export async function post(
	outgoing: Outgoing,
	{ url, headers, body }: Post,
): Promise<Failure | { ok: true; status: number }> {
	const refusal = targetRefusal(url, outgoing);
	if (refusal) return failure(refusal, { verdict: "give-up" });
	let response: Response;
	try {
		response = await outgoing.fetch(url, {
			method: "POST",
			headers: { "user-agent": "Tend (webhooks and push)", ...headers },
			body,
			redirect: "manual",
			signal: AbortSignal.timeout(PATIENCE_MS),
		});
	} catch (error) {
		return failure(isTimeout(error) ? "No answer within 5 seconds." : "No connection.");
	}
	const { status } = response;
	const retryAfterMs = readRetryAfter(response.headers.get("retry-after"), outgoing.now());
	// Whatever it says is of no use, and unread it would keep the connection.
	await response.body?.cancel().catch(() => {});
	if (response.ok) return { ok: true, status };
	if (status >= 300 && status < 400) {
		return failure(redirectRefusal(response, url, outgoing), { status });
	}
	const isBusy = status === 429 || status === 503;
	return failure(`It answered ${status}.`, {
		status,
		retryAfterMs: isBusy ? retryAfterMs : null,
	});
}

function redirectRefusal(response: Response, url: string, outgoing: Outgoing) {
	const target = URL.parse(response.headers.get("location") ?? "", url);
	const isPrivate = target !== null && targetRefusal(target.href, outgoing) !== null;
	return isPrivate
		? "It redirects to an address that is not public. That was refused."
		: "It redirects elsewhere, and redirects are not followed. Give the address where it ends.";
}

function isTimeout(error: unknown) {
	return error instanceof Error && error.name === "TimeoutError";
}
