import { data, type MiddlewareFunction } from "react-router";
import { visitContext } from "./context.server.ts";

/** Notes which route answers, and shows the error page when the request must not be acted on. */
export const receiveVisit: MiddlewareFunction<Response> = ({ context, pattern }, next) => {
	const visit = context.get(visitContext);
	// React Router forgets the slash where a part of the path is optional.
	visit.route = pattern.startsWith("/") ? pattern : `/${pattern}`;
	if (visit.refusal) {
		throw data({ message: visit.refusal.message }, { status: visit.refusal.status });
	}
	return next();
};
