type FetchHandler = {
	fetch(request: Request, env: unknown, context: unknown): Response | Promise<Response>;
};

/** What workerd says about a connection; nothing of it comes from the client. */
type Connection = { cf?: { clientIp?: string } };

/**
 * Does what Cloudflare's edge would do before and after the worker: names the client's address,
 * and compresses texts. It is the text of this function that runs inside workerd, so all that it
 * needs is in it.
 */
export function behindEdge<Worker extends FetchHandler>(worker: Worker): Worker {
	// Not event streams: what is compressed is only sent on when it ends.
	const texts =
		/^(?:text\/(?!event-stream)|image\/svg\+xml|application\/(?:[\w.-]+\+)?(?:json|xml|javascript|wasm))/;

	function address({ cf }: Connection): string {
		// "192.0.2.1:1234", "[2001:db8::1]:1234", or IPv4 that came in by IPv6.
		const host = (cf?.clientIp ?? "").replace(/:\d+$/, "");
		return host.replace(/^\[(?:::ffff:(?=\d+\.))?(.*)\]$/, "$1");
	}

	function compress(request: Request, response: Response): Response {
		const accepted = request.headers.get("Accept-Encoding");
		if (accepted === null || response.body === null || request.method === "HEAD") return response;
		const { headers } = response;
		if (headers.has("Content-Encoding") || !texts.test(headers.get("Content-Type") ?? "")) {
			return response;
		}
		if (headers.get("Cache-Control")?.includes("no-transform")) return response;
		if (!/\bgzip\b(?!\s*;\s*q=0(?:\.0*)?(?:\s*,|$))/.test(accepted)) return response;
		// workerd compresses by itself what has this header.
		const compressed = new Response(response.body, response);
		compressed.headers.set("Content-Encoding", "gzip");
		compressed.headers.append("Vary", "Accept-Encoding");
		compressed.headers.delete("Content-Length");
		return compressed;
	}

	return {
		...worker,
		async fetch(request: Request, env: unknown, context: unknown) {
			const arrived = new Request(request);
			arrived.headers.set("CF-Connecting-IP", address(request as Connection));
			return compress(request, await worker.fetch(arrived, env, context));
		},
	};
}
