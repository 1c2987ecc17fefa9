import { AppError, findCause, RateLimited } from "#app/core/errors.ts";

/** What an RPC method of an object returns: a thrown error loses its class on the way out of the object. */
export type RpcResult<Value> = { ok: true; value: Value } | { ok: false; error: RpcError };

type RpcError = {
	status: number;
	code: string;
	message: string;
	retryAfterSeconds: number | null;
};

/** Inside the object: runs `work` and returns its value, or its `AppError` as data. Other errors are thrown on. */
export async function toRpcResult<Value>(
	work: () => Value | Promise<Value>,
): Promise<RpcResult<Value>> {
	try {
		return { ok: true, value: await work() };
	} catch (error) {
		const known = findCause(error, AppError);
		if (!known) throw error;
		const { status, code, message } = known;
		const retryAfterSeconds = known instanceof RateLimited ? known.retryAfterSeconds : null;
		return { ok: false, error: { status, code, message, retryAfterSeconds } };
	}
}

/** Outside the object: returns the value, or throws the `AppError` again. */
export function fromRpcResult<Value>(result: RpcResult<Value>): Value {
	if (result.ok) return result.value;
	const { status, code, message, retryAfterSeconds } = result.error;
	if (retryAfterSeconds !== null) throw new RateLimited(message, retryAfterSeconds);
	throw new AppError(message, { status, code });
}
