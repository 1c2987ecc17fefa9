import { data, type MiddlewareFunction } from "react-router";
import { requestContext } from "./context.server.ts";

/** Notes which route answers, and shows the error page when the request must not be acted on. */
export const admitRequest: MiddlewareFunction<Response> = ({ context, pattern }, next) => {
	const current = context.get(requestContext);
	// React Router forgets the slash where a part of the path is optional.
	current.route = pattern.startsWith("/") ? pattern : `/${pattern}`;
	if (current.refusal) {
		throw data({ message: current.refusal.message }, { status: current.refusal.status });
	}
	return next();
};
