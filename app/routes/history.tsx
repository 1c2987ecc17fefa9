import { clientActionWithFeedback } from "#app/client/submit/submit-form.ts";
import { PageError } from "#app/error-pages/page-error.tsx";
import { handleHistoryIntent } from "#app/history/history-intents.server.ts";
import { HistoryPage } from "#app/history/history-page.tsx";
import { loadHistory } from "#app/history/load-history.server.ts";
import { requestScope, userClock } from "#app/request/context.server.ts";
import { parsePage } from "#app/tasks/list/list-url.ts";
import type { Route } from "./+types/history.ts";

export async function loader({ url, context }: Route.LoaderArgs) {
	return loadHistory(
		requestScope(context),
		parsePage(url.searchParams.get("page")),
		userClock(context),
	);
}

export async function action({ request, url, context }: Route.ActionArgs) {
	const form = await request.formData();
	return handleHistoryIntent(requestScope(context), form, url.pathname + url.search);
}

export function clientAction(sent: Route.ClientActionArgs) {
	return clientActionWithFeedback(sent);
}

export const meta: Route.MetaFunction = () => [{ title: "History · Tend" }];

export default function History({ loaderData }: Route.ComponentProps) {
	return <HistoryPage {...loaderData} />;
}

export function ErrorBoundary({ error }: Route.ErrorBoundaryProps) {
	return <PageError error={error} />;
}
