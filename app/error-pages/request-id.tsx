import { createContext, use } from "react";
import { lastFailedRequestId } from "#app/client/failed-request.ts";

const ELEMENT_ID = "request-id";

/** The id of the request that is being answered; entry.server.tsx fills it in. */
export const RequestIdContext = createContext<string | null>(null);

/** Under which number the log has what went wrong. */
export function RequestId() {
	const id = use(RequestIdContext) ?? idInBrowser();
	if (!id) return null;
	return (
		<p className="text-quiet text-sm">
			Request <code id={ELEMENT_ID}>{id}</code>
		</p>
	);
}

/** Of the page that failed to load by script, else of the page that the server made. */
function idInBrowser() {
	if (typeof document === "undefined") return null;
	return lastFailedRequestId() ?? document.getElementById(ELEMENT_ID)?.textContent ?? null;
}
