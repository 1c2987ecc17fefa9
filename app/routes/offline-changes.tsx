import { applyOfflineChange } from "#app/offline/offline-changes.server.ts";
import { requestScope } from "#app/request/context.server.ts";
import type { Route } from "./+types/offline-changes.ts";

/** Takes a form that was filled in offline, from the service worker (app/service-worker/offline-queue.ts). */
export async function action({ request, context }: Route.ActionArgs) {
	const answer = await applyOfflineChange(requestScope(context), await request.formData());
	return Response.json(answer, { status: answer.outcome === "other-user" ? 403 : 200 });
}
