import { data } from "react-router";
import { DraftPage } from "#app/auth/drafts/draft-page.tsx";
import { PageError } from "#app/error-pages/page-error.tsx";
import { authenticatedContext } from "#app/request/context.server.ts";
import { findDraft } from "#db/accounts/drafts.server.ts";
import type { Route } from "./+types/draft.ts";

export async function loader({ params, context }: Route.LoaderArgs) {
	const draft = await findDraft(context.get(authenticatedContext).db, params.id);
	if (!draft)
		throw data({ message: "This was sent or thrown away, or is more than a day old." }, 404);
	return { action: draft.action, fields: draft.fields };
}

export const meta: Route.MetaFunction = () => [{ title: "What you had typed · Tend" }];

export default function Draft({ loaderData }: Route.ComponentProps) {
	return <DraftPage {...loaderData} />;
}

export function ErrorBoundary({ error }: Route.ErrorBoundaryProps) {
	return <PageError error={error} />;
}
