import { PageError } from "#app/error-pages/page-error.tsx";
import { authenticatedContext, requestScope } from "#app/request/context.server.ts";
import { loadStatistics } from "#app/statistics/load-statistics.server.ts";
import { StatisticsPage } from "#app/statistics/statistics-page.tsx";
import type { Route } from "./+types/stats.ts";

export async function loader({ context }: Route.LoaderArgs) {
	const [{ user }, statistics] = await Promise.all([
		context.get(authenticatedContext).session,
		loadStatistics(requestScope(context)),
	]);
	return { statistics, weekStart: user.weekStart };
}

export const meta: Route.MetaFunction = () => [{ title: "Statistics · Tend" }];

export default function Stats({ loaderData }: Route.ComponentProps) {
	return <StatisticsPage {...loaderData} />;
}

export function ErrorBoundary({ error }: Route.ErrorBoundaryProps) {
	return <PageError error={error} />;
}
