import { requestScope } from "#app/context.server.ts";
import { answerNotificationIntent } from "#app/notifications/notification-intents.server.ts";
import { toNotificationView } from "#app/notifications/notification-view.server.ts";
import { NotificationsPage } from "#app/notifications/notifications-page.tsx";
import { PageError } from "#app/shell/page-error.tsx";
import { reportedAction } from "#app/shell/send.ts";
import { lastPage } from "#app/tasks/list-links.ts";
import { PAGE_SIZE } from "#app/tasks/task-list.ts";
import { countNotifications, listNotifications } from "#db/notifications.server.ts";
import type { Route } from "./+types/notifications.ts";

export async function loader({ url, context }: Route.LoaderArgs) {
	const scope = requestScope(context);
	const { db, userId } = scope;
	const page = Math.max(1, Math.trunc(Number(url.searchParams.get("page"))) || 1);
	const [found, total, unread] = await Promise.all([
		listNotifications(db, userId, { unread: false, page, limit: PAGE_SIZE }),
		countNotifications(db, userId, false),
		countNotifications(db, userId, true),
	]);
	const notifications = found.map((notification) => toNotificationView(notification, scope));
	return { notifications, unread, page, lastPage: lastPage(total) };
}

export async function action({ request, context }: Route.ActionArgs) {
	return answerNotificationIntent(
		requestScope(context),
		await request.formData(),
		"/notifications",
	);
}

export function clientAction(sent: Route.ClientActionArgs) {
	return reportedAction(sent);
}

export const meta: Route.MetaFunction = () => [{ title: "Notifications · Tend" }];

export default function Notifications({ loaderData }: Route.ComponentProps) {
	return <NotificationsPage {...loaderData} />;
}

export function ErrorBoundary({ error }: Route.ErrorBoundaryProps) {
	return <PageError error={error} />;
}
