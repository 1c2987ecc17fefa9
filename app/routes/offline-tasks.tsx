import { loadOfflinePages } from "#app/offline/offline-pages.server.ts";
import { requestScope, userClock } from "#app/request/context.server.ts";
import type { Route } from "./+types/offline-tasks.ts";

/** The pages of open tasks, for the service worker to keep. */
export async function loader({ context }: Route.LoaderArgs) {
	return Response.json({
		pages: await loadOfflinePages(requestScope(context), userClock(context)),
	});
}
