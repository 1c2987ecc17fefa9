import { PageError } from "#app/error-pages/page-error.tsx";
import { requestContext, requestScope } from "#app/request/context.server.ts";
import { handleImportIntent, loadImport } from "#app/transfer/import/import-pages.server.ts";
import { ImportStatusPage } from "#app/transfer/import/import-status-page.tsx";
import type { Route } from "./+types/import-status.ts";

export async function loader({ url, params, context }: Route.LoaderArgs) {
	const page = /^\d{1,4}$/.exec(url.searchParams.get("page") ?? "")?.[0] ?? "1";
	return loadImport(requestScope(context), params.id, Math.max(1, Number(page)));
}

export async function action({ request, params, context }: Route.ActionArgs) {
	const { afterwards } = context.get(requestContext).account;
	return handleImportIntent(requestScope(context), params.id, await request.formData(), afterwards);
}

export function meta({ loaderData }: Route.MetaArgs) {
	return [{ title: `${loaderData?.found.fileName ?? "Import"} · Tend` }];
}

export default function ImportStatus({ loaderData }: Route.ComponentProps) {
	return <ImportStatusPage {...loaderData} />;
}

export function ErrorBoundary({ error }: Route.ErrorBoundaryProps) {
	return <PageError error={error} />;
}
