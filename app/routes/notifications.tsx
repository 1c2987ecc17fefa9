import { clientActionWithFeedback } from "#app/client/submit/submit-form.ts";
import { PageError } from "#app/error-pages/page-error.tsx";
import { handleNotificationIntent } from "#app/notifications/page/notification-intents.server.ts";
import { toNotificationView } from "#app/notifications/page/notification-view.server.ts";
import { NotificationsPage, pathOfPage } from "#app/notifications/page/notifications-page.tsx";
import { requestScope } from "#app/request/context.server.ts";
import { parsePage } from "#app/tasks/list/list-url.ts";
import { lastPage } from "#app/ui/page-links.ts";
import { countNotifications, listNotifications } from "#db/channels/notifications.server.ts";
import { PAGE_SIZE } from "#domain/task/task-list.ts";
import type { Route } from "./+types/notifications.ts";

export async function loader({ url, context }: Route.LoaderArgs) {
	const scope = requestScope(context);
	const { db, userId } = scope;
	const page = parsePage(url.searchParams.get("page"));
	const [found, total, unread] = await Promise.all([
		listNotifications(db, userId, { unread: false, page, limit: PAGE_SIZE }),
		countNotifications(db, userId, false),
		countNotifications(db, userId, true),
	]);
	const notifications = found.map((notification) => toNotificationView(notification, scope));
	return { notifications, unread, page, lastPage: lastPage(total, PAGE_SIZE) };
}

export async function action({ request, url, context }: Route.ActionArgs) {
	const back = pathOfPage(parsePage(url.searchParams.get("page")));
	return handleNotificationIntent(requestScope(context), await request.formData(), back);
}

export function clientAction(sent: Route.ClientActionArgs) {
	return clientActionWithFeedback(sent);
}

export const meta: Route.MetaFunction = () => [{ title: "Notifications · Tend" }];

export default function Notifications({ loaderData }: Route.ComponentProps) {
	return <NotificationsPage {...loaderData} />;
}

export function ErrorBoundary({ error }: Route.ErrorBoundaryProps) {
	return <PageError error={error} />;
}
