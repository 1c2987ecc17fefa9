import { clientActionWithFeedback } from "#app/client/submit/submit-form.ts";
import { skipRevalidationWhileDirty } from "#app/client/unsaved-text.ts";
import { PageError } from "#app/error-pages/page-error.tsx";
import { requestScope, userClock } from "#app/request/context.server.ts";
import { loadTaskPage } from "#app/tasks/detail/task-page.server.ts";
import { TaskPage } from "#app/tasks/detail/task-page.tsx";
import { handleTaskFormIntent } from "#app/tasks/intents/task-form-intents.server.ts";
import type { Route } from "./+types/task.ts";

export async function loader({ params, context }: Route.LoaderArgs) {
	return loadTaskPage(requestScope(context), params.id, userClock(context));
}

export async function action({ request, url, params, context }: Route.ActionArgs) {
	return handleTaskFormIntent(
		requestScope(context),
		params.id,
		await request.formData(),
		url.pathname,
	);
}

export function clientAction(sent: Route.ClientActionArgs) {
	return clientActionWithFeedback(sent);
}

export const shouldRevalidate = skipRevalidationWhileDirty;

export function meta({ loaderData }: Route.MetaArgs) {
	return [{ title: `${loaderData?.values.title ?? "Task"} · Tend` }];
}

export default function Task({ loaderData, actionData }: Route.ComponentProps) {
	return (
		<TaskPage {...loaderData} answer={actionData && "reply" in actionData ? actionData : null} />
	);
}

export function ErrorBoundary({ error }: Route.ErrorBoundaryProps) {
	return <PageError error={error} />;
}
