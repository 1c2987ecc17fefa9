import { StrictMode, startTransition } from "react";
import { hydrateRoot } from "react-dom/client";
import { HydratedRouter } from "react-router/dom";
import { noteFailure } from "./shell/failed-request.ts";
import { noteOwnRequest } from "./shell/own-requests.ts";

// React Router throws an answer's headers away before an error page could read the request's id.
const ask = window.fetch;
window.fetch = async (...request) => {
	const response = await ask(...request);
	noteFailure(response);
	noteOwnRequest(response);
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
