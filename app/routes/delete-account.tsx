import { data } from "react-router";
import { z } from "zod";
import { DeleteAccountPage } from "#app/auth/accounts/delete-account-page.tsx";
import { scheduleDeletion } from "#app/auth/accounts/deletion-commands.server.ts";
import { loadOwnAccount } from "#app/auth/accounts/own-account.server.ts";
import { parseForm, redirectWithFlash, runCommand } from "#app/core/form.server.ts";
import { PageError } from "#app/error-pages/page-error.tsx";
import { authenticatedContext, settingsScope } from "#app/request/context.server.ts";
import type { Route } from "./+types/delete-account.ts";

const DeleteAccountForm = z.object({ password: z.string("Type your password.") });

export async function loader({ context }: Route.LoaderArgs) {
	const { user } = await context.get(authenticatedContext).session;
	return { email: user.email };
}

export async function action({ request, context }: Route.ActionArgs) {
	const scope = await loadOwnAccount(settingsScope(context));
	const form = await request.formData();
	const parsed = parseForm(DeleteAccountForm, form);
	if (!parsed.ok) return data({ reply: parsed.reply }, 400);
	const done = await runCommand(form, () => scheduleDeletion(scope, parsed.value.password));
	if (!done.ok) return data({ reply: done.reply }, { status: done.status, headers: done.headers });
	const message = "Your account will be deleted in a week. Until then you can change your mind.";
	return redirectWithFlash(form, "/settings", { message, undo: null, tone: "done" });
}

/** Lets `Retry-After` through; React Router keeps an action's headers to itself otherwise. */
export function headers({ actionHeaders }: Route.HeadersArgs) {
	return actionHeaders;
}

export const meta: Route.MetaFunction = () => [{ title: "Delete account · Tend" }];

export default function DeleteAccount({ loaderData, actionData }: Route.ComponentProps) {
	const reply = actionData && "reply" in actionData ? actionData.reply : null;
	return <DeleteAccountPage {...loaderData} reply={reply} />;
}

export function ErrorBoundary({ error }: Route.ErrorBoundaryProps) {
	return <PageError error={error} />;
}
