import { settingsScope } from "#app/context.server.ts";
import { loadSettings } from "#app/settings/settings-data.server.ts";
import { answerSettingsIntent } from "#app/settings/settings-intents.server.ts";
import { SettingsPage } from "#app/settings/settings-page.tsx";
import { PageError } from "#app/shell/page-error.tsx";
import type { Route } from "./+types/settings.ts";

export async function loader({ context }: Route.LoaderArgs) {
	return loadSettings(settingsScope(context));
}

export async function action({ request, context }: Route.ActionArgs) {
	return answerSettingsIntent(settingsScope(context), await request.formData());
}

export const meta: Route.MetaFunction = () => [{ title: "Settings · Tend" }];

export default function Settings({ loaderData, actionData }: Route.ComponentProps) {
	return (
		<SettingsPage
			settings={loaderData}
			answer={actionData && "reply" in actionData ? actionData : null}
		/>
	);
}

export function ErrorBoundary({ error }: Route.ErrorBoundaryProps) {
	return <PageError error={error} />;
}
