import { data } from "react-router";
import { membershipContext, requestScope } from "#app/context.server.ts";
import { takeFlash } from "#app/flash.server.ts";
import { requireUser } from "#app/middleware/require-user.server.ts";
import { AppShell } from "#app/shell/app-shell.tsx";
import { ErrorPage } from "#app/shell/error-page.tsx";
import { localTime } from "#app/tasks/task-view.server.ts";
import { countOpenTasks, listTagCounts } from "#db/tasks.server.ts";
import type { Route } from "./+types/app-layout.ts";

export const middleware: Route.MiddlewareFunction[] = [requireUser];

export async function loader({ request, context }: Route.LoaderArgs) {
	const scope = requestScope(context);
	const [{ user }, counts, tags, { flash, headers }] = await Promise.all([
		context.get(membershipContext).session,
		countOpenTasks(scope.db, scope.userId, localTime(scope)),
		listTagCounts(scope.db, scope.userId),
		takeFlash(request),
	]);
	const { id, name, email, theme } = user;
	const { timeZone } = scope;
	return data({ user: { id, name, email }, theme, timeZone, counts, tags, flash }, { headers });
}

export default function AppLayout({ loaderData }: Route.ComponentProps) {
	return <AppShell {...loaderData} />;
}

/** Here, and not at the root: the document that stands keeps its styles when the server is gone. */
export function ErrorBoundary({ error }: Route.ErrorBoundaryProps) {
	return <ErrorPage error={error} />;
}
