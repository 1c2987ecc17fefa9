import { isbot } from "isbot";
import { renderToReadableStream } from "react-dom/server.node";
import {
	type EntryContext,
	type HandleErrorFunction,
	type RouterContextProvider,
	ServerRouter,
} from "react-router";
import { visitContext } from "./context.server.ts";
import { AppError, findCause, rootCause } from "./errors.ts";
import { RequestIdContext } from "./shell/request-id.tsx";

export default async function handleRequest(
	request: Request,
	status: number,
	headers: Headers,
	entryContext: EntryContext,
	context: RouterContextProvider,
) {
	const { nonce, account } = context.get(visitContext);
	let responseStatus = status;
	const body = await renderToReadableStream(
		<RequestIdContext value={account.requestId}>
			<ServerRouter context={entryContext} url={request.url} nonce={nonce} />
		</RequestIdContext>,
		{
			nonce,
			signal: request.signal,
			onError(error) {
				responseStatus = 500;
				logError(error, context);
			},
		},
	);
	// A crawler reads once and does not wait for what streams in later.
	if (isbot(request.headers.get("user-agent"))) await body.allReady;
	headers.set("content-type", "text/html; charset=utf-8");
	return new Response(body, { status: responseStatus, headers });
}

/** Errors of the domain are answers, and a request of a user who has moved is answered anew. */
export const handleError: HandleErrorFunction = (error, { request, context }) => {
	if (request.signal.aborted || findCause(error, AppError)) return;
	logError(error, context);
};

function logError(error: unknown, context: Readonly<RouterContextProvider>) {
	const { route, account } = context.get(visitContext);
	const { message, stack } = rootCause(error);
	console.error(
		JSON.stringify({
			level: "error",
			requestId: account.requestId,
			route,
			message,
			stack,
		}),
	);
}
