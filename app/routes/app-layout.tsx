import { data } from "react-router";
import { takeFlash } from "#app/core/flash.server.ts";
import { ErrorPage } from "#app/error-pages/error-page.tsx";
import { authenticatedContext, requestScope, userClock } from "#app/request/context.server.ts";
import { requireUser } from "#app/request/require-user.server.ts";
import { AppShell } from "#app/shell/app-shell.tsx";
import { countNotifications } from "#db/channels/notifications.server.ts";
import { countOpenTasks, listTagCounts } from "#db/tasks/task-lists.server.ts";
import { dayInWords } from "#domain/time/format-due-date.ts";
import { localTime } from "#domain/time/local-time.ts";
import { nowIn } from "#domain/time/zoned-time.ts";
import type { Route } from "./+types/app-layout.ts";

export const middleware: Route.MiddlewareFunction[] = [requireUser];

export async function loader({ request, context }: Route.LoaderArgs) {
	const scope = requestScope(context);
	const { flash, headers } = takeFlash(request);
	const [{ user }, clock, counts, tags, unread] = await Promise.all([
		context.get(authenticatedContext).session,
		userClock(context),
		countOpenTasks(scope.db, scope.userId, localTime(scope)),
		listTagCounts(scope.db, scope.userId),
		countNotifications(scope.db, scope.userId, true),
	]);
	const { id, name, email, theme, deleteAfter } = user;
	const { timeZone } = scope;
	const deletionDay = deleteAfter && dayInWords(nowIn(timeZone, deleteAfter), clock.now);
	const frame = { user: { id, name, email }, deletionDay, theme, timeZone, hour12: clock.hour12 };
	return data({ ...frame, counts, tags, unread, flash }, { headers });
}

export default function AppLayout({ loaderData }: Route.ComponentProps) {
	return <AppShell {...loaderData} />;
}

/** Here, and not at the root: the document that stands keeps its styles when the server is gone. */
export function ErrorBoundary({ error }: Route.ErrorBoundaryProps) {
	return <ErrorPage error={error} />;
}
