import { data, redirect } from "react-router";
import { discardDraft, loadDraft } from "#app/auth/drafts/draft-commands.server.ts";
import { DraftPage } from "#app/auth/drafts/draft-page.tsx";
import { PageError } from "#app/error-pages/page-error.tsx";
import { requestScope } from "#app/request/context.server.ts";
import type { Route } from "./+types/draft.ts";

export async function loader({ request, params, context }: Route.LoaderArgs) {
	const draft = await loadDraft(requestScope(context), params.id, request.headers);
	if (!draft) throw data({ message: "This was thrown away, or is more than a day old." }, 404);
	return draft;
}

/** "Throw it away". Sending it on is a post to where the form was meant for. */
export async function action({ request, params, context }: Route.ActionArgs) {
	await discardDraft(requestScope(context), params.id, request.headers);
	return redirect("/tasks");
}

export const meta: Route.MetaFunction = () => [{ title: "What you had typed · Tend" }];

export default function Draft({ loaderData }: Route.ComponentProps) {
	return <DraftPage {...loaderData} />;
}

export function ErrorBoundary({ error }: Route.ErrorBoundaryProps) {
	return <PageError error={error} />;
}
