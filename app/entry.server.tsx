import { renderToString } from "react-dom/server";
import {
	type EntryContext,
	type HandleErrorFunction,
	isRouteErrorResponse,
	type RouterContextProvider,
	ServerRouter,
} from "react-router";
import { log } from "#app/core/log.ts";
import { AppError, findCause } from "./core/errors.ts";
import { RequestIdContext } from "./error-pages/request-id.tsx";
import { requestContext } from "./request/context.server.ts";

/*
 * A page is whole when it leaves: its loaders wait for one trip to D1, and nothing streams in later.
 * React's streaming renderers turn each of some 3,000 scraps of HTML into bytes by itself, at the
 * price of rendering it (docs/performance.md). So the page is rendered into one string, and the data
 * that `ServerRouter` would stream behind it is written behind it here.
 */
export default async function handleRequest(
	request: Request,
	status: number,
	headers: Headers,
	{ serverHandoffStream, ...entryContext }: EntryContext,
	context: RouterContextProvider,
) {
	const { nonce, account } = context.get(requestContext);
	const html = renderToString(
		<RequestIdContext value={account.requestId}>
			<ServerRouter context={entryContext} url={request.url} nonce={nonce} />
		</RequestIdContext>,
	);
	const data = serverHandoffStream && (await new Response(serverHandoffStream).text());
	const bodyEnd = html.lastIndexOf("</body>");
	headers.set("content-type", "text/html; charset=utf-8");
	return new Response(
		`<!DOCTYPE html>${html.slice(0, bodyEnd)}${data ? dataScript(data, nonce) : ""}${html.slice(bodyEnd)}`,
		{ status, headers },
	);
}

/** What `StreamTransfer` of React Router writes, in one piece. */
function dataScript(data: string, nonce: string): string {
	// No text of a task may end the script or begin a comment in it.
	const literal = JSON.stringify(data).replaceAll("<", "\\u003c");
	const transfer = `const { streamController } = window.__reactRouterContext; streamController.enqueue(${literal}); streamController.close();`;
	return `<script nonce="${nonce}">{${transfer}}</script>`;
}

/** Errors of the domain are answers, and a request of a user who has moved is answered anew. */
export const handleError: HandleErrorFunction = (error, { request, context }) => {
	if (request.signal.aborted || findCause(error, AppError)) return;
	// What React Router itself refuses: an unknown method, a path that is none.
	if (isRouteErrorResponse(error) && error.status < 500) return;
	const { route, account } = context.get(requestContext);
	log.exception(error, { requestId: account.requestId, route });
};
