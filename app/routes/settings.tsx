import { toSessionView } from "#app/auth/session-view.server.ts";
import { answerSettingsIntent } from "#app/auth/settings-intents.server.ts";
import { SettingsPage } from "#app/auth/settings-page.tsx";
import { membershipContext, ownAccountScope, visitContext } from "#app/context.server.ts";
import { PageError } from "#app/shell/page-error.tsx";
import { listSessions } from "#db/accounts.server.ts";
import type { Route } from "./+types/settings.ts";

export async function loader({ context }: Route.LoaderArgs) {
	const { db, userId, session, timeZone } = context.get(membershipContext);
	const { now } = context.get(visitContext).account;
	const [{ id, user }, sessions] = await Promise.all([session, listSessions(db, userId, now)]);
	const { name, email, theme } = user;
	return {
		profile: { name, email, timeZone, theme },
		timeZones: Intl.supportedValuesOf("timeZone"),
		sessions: sessions.map((row) => toSessionView(row, { currentId: id, timeZone, now })),
	};
}

export async function action({ request, context }: Route.ActionArgs) {
	return answerSettingsIntent(await ownAccountScope(context), await request.formData());
}

export const meta: Route.MetaFunction = () => [{ title: "Settings · Tend" }];

export default function Settings({ loaderData, actionData }: Route.ComponentProps) {
	return (
		<SettingsPage
			{...loaderData}
			answer={actionData && "reply" in actionData ? actionData : null}
		/>
	);
}

export function ErrorBoundary({ error }: Route.ErrorBoundaryProps) {
	return <PageError error={error} />;
}
