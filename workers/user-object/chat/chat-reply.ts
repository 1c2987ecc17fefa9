import { AppError, findCause, RateLimited } from "#app/core/errors.ts";

/** What a method of an object answers: errors of the domain lose their class on the way out of it. */
export type Reply<Value> = { ok: true; value: Value } | { ok: false; refusal: Refusal };

export type Refusal = {
	status: number;
	code: string;
	message: string;
	retryAfterSeconds: number | null;
};

/** Inside of the object: does the work, and packs what an `AppError` says. Others are thrown on. */
export async function replyWith<Value>(work: () => Value | Promise<Value>): Promise<Reply<Value>> {
	try {
		return { ok: true, value: await work() };
	} catch (error) {
		const known = findCause(error, AppError);
		if (!known) throw error;
		const { status, code, message } = known;
		const retryAfterSeconds = known instanceof RateLimited ? known.retryAfterSeconds : null;
		return { ok: false, refusal: { status, code, message, retryAfterSeconds } };
	}
}

/** Outside of it: the value, or the error thrown again. */
export function unpack<Value>(reply: Reply<Value>): Value {
	if (reply.ok) return reply.value;
	const { status, code, message, retryAfterSeconds } = reply.refusal;
	if (retryAfterSeconds !== null) throw new RateLimited(message, retryAfterSeconds);
	throw new AppError(message, { status, code });
}
