import { data } from "react-router";
import { takeOneTimeSecret } from "#app/core/one-time-secret.server.ts";
import { PageError } from "#app/error-pages/page-error.tsx";
import { settingsScope } from "#app/request/context.server.ts";
import { loadSettings } from "#app/settings/settings-data.server.ts";
import { handleSettingsIntent } from "#app/settings/settings-intents.server.ts";
import { SettingsPage } from "#app/settings/settings-page.tsx";
import type { Route } from "./+types/settings.ts";

export async function loader({ request, context }: Route.LoaderArgs) {
	const { secret, headers } = takeOneTimeSecret(request);
	const settings = await loadSettings(settingsScope(context));
	return data({ settings, secret }, { headers });
}

export async function action({ request, context }: Route.ActionArgs) {
	return handleSettingsIntent(settingsScope(context), await request.formData());
}

/** Lets "no-store" through where a secret is shown, and `Retry-After` where an intent was refused. */
export function headers({ loaderHeaders, actionHeaders }: Route.HeadersArgs) {
	return new Headers([...loaderHeaders, ...actionHeaders]);
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
