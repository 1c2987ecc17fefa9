import { targetRefusal } from "#domain/notification/public-target.ts";
import { type FailedAttempt, failedAttempt } from "./attempt.ts";
import { parseRetryAfter } from "./backoff.ts";
import type { DeliveryContext } from "./delivery-context.ts";

const PATIENCE_MS = 5_000;

export type Post = {
	url: string;
	headers: Record<string, string>;
	body: string | Uint8Array<ArrayBuffer>;
	/** What it has to answer with, besides a 2xx: this text, or JSON that has it as `challenge`. */
	challenge?: string;
};

/**
 * Posts to an address that somebody has given us. What it answered counts by its status alone, but for
 * the answer to a challenge, and a redirect is not followed: it could lead anywhere, and who gave the address can give a better one.
 */
export async function post(
	context: DeliveryContext,
	{ url, headers, body, challenge }: Post,
): Promise<FailedAttempt | { ok: true; status: number }> {
	const refusal = targetRefusal(url, context);
	if (refusal) return failedAttempt(refusal, { verdict: "give-up" });
	let response: Response;
	try {
		response = await context.fetch(url, {
			method: "POST",
			headers: { "user-agent": "Tend (webhooks and push)", ...headers },
			body,
			redirect: "manual",
			signal: AbortSignal.timeout(PATIENCE_MS),
		});
	} catch (error) {
		return failedAttempt(isTimeout(error) ? "No answer within 5 seconds." : "No connection.");
	}
	const { status } = response;
	const retryAfterMs = parseRetryAfter(response.headers.get("retry-after"), context.now());
	if (response.ok && challenge !== undefined) {
		const isAnswered = answersChallenge(await readStart(response), challenge);
		return isAnswered ? { ok: true, status } : failedAttempt(UNANSWERED, { status });
	}
	// Whatever it says is of no use, and unread it would keep the connection.
	await response.body?.cancel().catch(() => {});
	if (response.ok) return { ok: true, status };
	if (status >= 300 && status < 400) {
		return failedAttempt(redirectRefusal(response, url, context), { status });
	}
	const isBusy = status === 429 || status === 503;
	return failedAttempt(`It answered ${status}.`, {
		status,
		retryAfterMs: isBusy ? retryAfterMs : null,
	});
}

const UNANSWERED = "It did not answer with the challenge.";
const ANSWER_MAX_BYTES = 4_096;

/** As much of an answer as a challenge may take; nothing where it does not arrive in time. */
async function readStart(response: Response): Promise<string> {
	const reader = response.body?.getReader();
	if (!reader) return "";
	const decoder = new TextDecoder();
	let text = "";
	try {
		while (text.length < ANSWER_MAX_BYTES) {
			const { value, done } = await reader.read();
			if (done) return text;
			text += decoder.decode(value, { stream: true });
		}
		return "";
	} catch {
		return "";
	} finally {
		await reader.cancel().catch(() => {});
	}
}

/** Whether an answer is the challenge. A host that repeats whatever it is sent does not pass. */
function answersChallenge(answer: string, challenge: string): boolean {
	if (answer.trim() === challenge) return true;
	try {
		return JSON.parse(answer)?.challenge === challenge;
	} catch {
		return false;
	}
}

function redirectRefusal(response: Response, url: string, context: DeliveryContext) {
	const target = URL.parse(response.headers.get("location") ?? "", url);
	const isPrivate = target !== null && targetRefusal(target.href, context) !== null;
	return isPrivate
		? "It redirects to an address that is not public. That was refused."
		: "It redirects elsewhere, and redirects are not followed. Give the address where it ends.";
}

function isTimeout(error: unknown) {
	return error instanceof Error && error.name === "TimeoutError";
}
