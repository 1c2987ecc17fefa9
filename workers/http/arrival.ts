import type { Context } from "hono";
import { AppError } from "#app/core/errors.ts";
import type { Quota } from "#workers/auth/user-limits.ts";
import type { ApiEnv } from "./api-env.ts";
import { isUpload, readBody } from "./body-limit.ts";
import type { HonoEnv } from "./hono-env.ts";
import { problemOf } from "./problem.ts";

/**
 * A request on its way through the API, which may have to answer it twice: once more when the
 * statements of the first try were written for a time zone that the user has left.
 */
export type Arrival = {
	/** IANA name: where the user is, as D1 has said in answer to the first try. */
	timeZone: string | null;
	/** The answer was worked out for another zone. */
	isMoved: boolean;
	/** Counted once, however often the request is answered. */
	quota: Promise<Quota | null> | null;
	/** What `WWW-Authenticate` should say with a 401 or 403 (RFC 6750, section 3). */
	challenge: string | null;
};

const arrivals = new WeakMap<Context<HonoEnv>, Arrival>();

export const CHALLENGE = 'Bearer realm="Tend"';

type Answer = (request: Request) => Response | Promise<Response>;

/**
 * Answers a request to the API. It is read into memory first, so that it can be answered again; a file
 * is not, and has to be left alone until the caller is known.
 */
export async function answerArrival(
	worker: Context<HonoEnv>,
	request: Request,
	answer: Answer,
): Promise<Response> {
	let body: ArrayBuffer | null;
	try {
		body = isUpload(request) ? null : await readBody(request);
	} catch (error) {
		if (error instanceof AppError) return problemOf(error, worker);
		throw error;
	}
	const arrival: Arrival = { timeZone: null, isMoved: false, quota: null, challenge: null };
	arrivals.set(worker, arrival);
	let response = await answer(body ? new Request(request, { body }) : request);
	if (arrival.isMoved) {
		arrival.isMoved = false;
		response = await answer(body ? new Request(request, { body }) : request);
	}
	if (response.status !== 401 && !(response.status === 403 && arrival.challenge)) return response;
	const challenged = new Response(response.body, response);
	challenged.headers.set("www-authenticate", arrival.challenge ?? CHALLENGE);
	return challenged;
}

export function arrivalOf(c: Context<ApiEnv>): Arrival {
	const arrival = arrivals.get(c.env.outer);
	if (!arrival) throw new Error("The API only answers what came in by answerArrival.");
	return arrival;
}
