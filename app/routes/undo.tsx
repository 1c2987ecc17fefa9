import { redirect } from "react-router";
import { safeRedirect } from "#app/auth/sessions/redirect.ts";
import { clientActionWithFeedback } from "#app/client/submit/submit-form.ts";
import { handleHistoryIntent } from "#app/history/history-intents.server.ts";
import { requestScope } from "#app/request/context.server.ts";
import type { Route } from "./+types/undo.ts";

export function loader() {
	return redirect("/history");
}

export async function action({ request, context }: Route.ActionArgs) {
	const form = await request.formData();
	const change = form.get("change");
	if (!form.has("intent")) form.set("intent", change ? `undo/${change}` : "undo");
	return handleHistoryIntent(requestScope(context), form, safeRedirect(form.get("back")));
}

export function clientAction(sent: Route.ClientActionArgs) {
	return clientActionWithFeedback(sent);
}
