/** The request id of the last failed response, which error pages show. Always null on the server. */

let requestId: string | null = null;

export function rememberFailedRequest(response: Response) {
	if (response.status >= 400) requestId = response.headers.get("x-request-id");
}

export function lastFailedRequestId(): string | null {
	return requestId;
}
