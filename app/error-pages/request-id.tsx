import { createContext, use } from "react";
import { lastFailedRequestId } from "#app/client/failed-request.ts";

const ELEMENT_ID = "request-id";

/** The id of the request that is being answered; entry.server.tsx fills it in. */
export const RequestIdContext = createContext<string | null>(null);

/** The id under which the server's log has the error. */
export function RequestId() {
	const id = use(RequestIdContext) ?? idInBrowser();
	if (!id) return null;
	return (
		<p className="text-quiet text-sm">
			Request <code id={ELEMENT_ID}>{id}</code>
		</p>
	);
}

/** The id of a request that a script made and that failed, else the one in the server's page. */
function idInBrowser() {
	if (typeof document === "undefined") return null;
	return lastFailedRequestId() ?? document.getElementById(ELEMENT_ID)?.textContent ?? null;
}
