/** The address a request came from: the edge sets this header itself, whatever the client sent. */
export function clientAddress(request: Request): string {
	return request.headers.get("cf-connecting-ip") ?? "unknown";
}
