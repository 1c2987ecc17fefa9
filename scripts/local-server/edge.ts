type FetchHandler = {
	fetch(request: Request, env: unknown, context: unknown): Response | Promise<Response>;
};

/** What workerd says about a connection; nothing of it comes from the client. */
type Connection = { cf?: { clientIp?: string } };

/**
 * Does what Cloudflare's edge would do before and after the worker: names the client's address,
 * compresses texts, and answers by itself for files that never change. It is the text of this
 * function that runs inside workerd, so all that it needs is in it.
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

	/** Compressed once: whoever comes for the first time asks for some forty of them. */
	const files = new Map<string, { body: ArrayBuffer; headers: Headers }>();

	function fileOf(request: Request): Response | null {
		if (files.size === 0 || request.method !== "GET" || !takesGzip(request)) return null;
		if (request.headers.has("If-None-Match") || request.headers.has("Range")) return null;
		const file = files.get(pathOf(request));
		return file ? new Response(file.body, { headers: file.headers, encodeBody: "manual" }) : null;
	}

	async function keep(request: Request, response: Response): Promise<Response> {
		const headers = new Headers(response.headers);
		// Those were of one request.
		for (const name of ["X-Request-Id", "Server-Timing", "Content-Length"]) headers.delete(name);
		headers.set("Content-Encoding", "gzip");
		headers.append("Vary", "Accept-Encoding");
		const gzip = response.body?.pipeThrough(new CompressionStream("gzip"));
		const body = await new Response(gzip).arrayBuffer();
		files.set(pathOf(request), { body, headers });
		return new Response(body, { headers, encodeBody: "manual" });
	}

	const pathOf = ({ url }: Request) => new URL(url).pathname;

	function takesGzip({ headers }: Request): boolean {
		const accepted = headers.get("Accept-Encoding") ?? "";
		return /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?(?:\s*,|$))/.test(accepted);
	}

	function compress(request: Request, response: Response): Response | Promise<Response> {
		if (response.body === null || request.method === "HEAD" || !takesGzip(request)) return response;
		const { headers } = response;
		if (headers.has("Content-Encoding") || !texts.test(headers.get("Content-Type") ?? "")) {
			return response;
		}
		const lifetime = headers.get("Cache-Control") ?? "";
		if (lifetime.includes("no-transform")) return response;
		// On Cloudflare those never come to the worker (`!/assets/*` in wrangler.toml).
		const isFile = response.status === 200 && pathOf(request).startsWith("/assets/");
		if (isFile && lifetime.includes("immutable")) return keep(request, response);
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
			const file = fileOf(request);
			if (file) return file;
			const arrived = new Request(request);
			arrived.headers.set("CF-Connecting-IP", address(request as Connection));
			return compress(request, await worker.fetch(arrived, env, context));
		},
	};
}
