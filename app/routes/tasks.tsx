import { clientActionWithFeedback } from "#app/client/submit/submit-form.ts";
import { PageError } from "#app/error-pages/page-error.tsx";
import { requestScope, userClock } from "#app/request/context.server.ts";
import { handleTaskIntent } from "#app/tasks/intents/task-intents.server.ts";
import { listTitle } from "#app/tasks/list/list-title.ts";
import { parseListUrl } from "#app/tasks/list/list-url.ts";
import { TaskListPage } from "#app/tasks/list/task-list-page.tsx";
import { toRowView } from "#app/tasks/view/task-view.server.ts";
import { countTasks, listTasks } from "#db/tasks/task-lists.server.ts";
import { localTime } from "#domain/time/local-time.ts";
import type { Route } from "./+types/tasks.ts";

export async function loader({ url, context }: Route.LoaderArgs) {
	const scope = requestScope(context);
	const list = parseListUrl(url.searchParams);
	const time = localTime(scope);
	const [clock, tasks, total] = await Promise.all([
		userClock(context),
		listTasks(scope.db, scope.userId, list.query, time),
		countTasks(scope.db, scope.userId, list.query, time),
	]);
	const rows = tasks.map((task) => toRowView(task, clock));
	return { ...list, rows, total, formKey: crypto.randomUUID() };
}

export async function action({ request, url, context }: Route.ActionArgs) {
	return handleTaskIntent(
		requestScope(context),
		await request.formData(),
		url.pathname + url.search,
	);
}

export function clientAction(sent: Route.ClientActionArgs) {
	return clientActionWithFeedback(sent);
}

export function meta({ loaderData }: Route.MetaArgs) {
	return [{ title: `${loaderData ? listTitle(loaderData) : "Tasks"} · Tend` }];
}

export default function Tasks({ loaderData, actionData }: Route.ComponentProps) {
	return (
		<TaskListPage
			{...loaderData}
			reply={actionData && "reply" in actionData ? actionData.reply : null}
		/>
	);
}

export function ErrorBoundary({ error }: Route.ErrorBoundaryProps) {
	return <PageError error={error} />;
}
