/** The last failing answer's request id, for an error page to name. Only browsers fill it. */

let requestId: string | null = null;

export function noteFailure(response: Response) {
	if (response.status >= 400) requestId = response.headers.get("x-request-id");
}

export function lastFailedRequestId(): string | null {
	return requestId;
}
