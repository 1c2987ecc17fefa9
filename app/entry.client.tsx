import { StrictMode, startTransition } from "react";
import { hydrateRoot } from "react-dom/client";
import { HydratedRouter } from "react-router/dom";
import { rememberFailedRequest } from "./client/failed-request.ts";
import { asOwnRequest } from "./client/own-requests.ts";

// React Router throws an answer's headers away before an error page could read the request's id.
const ask = window.fetch;
window.fetch = async (target, init) => {
	const response = await ask(target, asOwnRequest(init));
	rememberFailedRequest(response);
	return response;
};

startTransition(() => {
	hydrateRoot(
		document,
		<StrictMode>
			<HydratedRouter />
		</StrictMode>,
	);
});
