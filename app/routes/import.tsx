import { PageError } from "#app/error-pages/page-error.tsx";
import { authenticatedContext, requestContext, requestScope } from "#app/request/context.server.ts";
import { ImportPage } from "#app/transfer/import/import-page.tsx";
import { loadImports, uploadImport } from "#app/transfer/import/import-pages.server.ts";
import type { Route } from "./+types/import.ts";

export async function loader({ context }: Route.LoaderArgs) {
	return loadImports(requestScope(context));
}

export async function action({ request, context }: Route.ActionArgs) {
	// A file is read once: not before it is sure whose it is, and where they are.
	await context.get(authenticatedContext).session;
	const { chargeQuota } = context.get(requestContext);
	const scope = requestScope(context);
	return uploadImport(scope, request, (cost) => chargeQuota(scope.userId, cost));
}

export const meta: Route.MetaFunction = () => [{ title: "Import tasks · Tend" }];

export default function Import({ loaderData, actionData }: Route.ComponentProps) {
	return <ImportPage {...loaderData} reply={actionData?.reply ?? null} />;
}

export function ErrorBoundary({ error }: Route.ErrorBoundaryProps) {
	return <PageError error={error} />;
}
