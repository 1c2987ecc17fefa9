import type { Context } from "hono";

/**
 * Changes the headers of an answer that a handler has given, in place. (Hono's own `c.header` makes a
 * new answer for each header that it sets then, which takes longer than most of our handlers do.)
 */
export function changeHeaders(c: Pick<Context, "res">, change: (headers: Headers) => void): void {
	try {
		change(c.res.headers);
	} catch (error) {
		// What came from elsewhere by fetch cannot be changed (Fetch, "immutable" headers).
		if (!(error instanceof TypeError)) throw error;
		c.res = new Response(c.res.body, c.res);
		change(c.res.headers);
	}
}
