import { data, redirect } from "react-router";
import { z } from "zod";
import { deleteAccount } from "#app/auth/account-commands.server.ts";
import { DeleteAccountPage } from "#app/auth/delete-account-page.tsx";
import { membershipContext, ownAccountScope, visitContext } from "#app/context.server.ts";
import { setFlash } from "#app/flash.server.ts";
import { attempt, parseForm } from "#app/form.server.ts";
import { PageError } from "#app/shell/page-error.tsx";
import type { Route } from "./+types/delete-account.ts";

const DeleteAccountForm = z.object({ password: z.string("Type your password.") });

export async function loader({ context }: Route.LoaderArgs) {
	const { user } = await context.get(membershipContext).session;
	return { email: user.email };
}

export async function action({ request, context }: Route.ActionArgs) {
	const scope = await ownAccountScope(context);
	const form = await request.formData();
	const parsed = parseForm(DeleteAccountForm, form);
	if (!parsed.ok) return data({ reply: parsed.reply }, 400);
	const { emptyObject } = context.get(visitContext);
	const done = await attempt(form, () => deleteAccount(scope, parsed.value.password, emptyObject));
	if (!done.ok) return data({ reply: done.reply }, { status: done.status });
	const message = "Your account and everything in it is deleted.";
	const headers = new Headers({ "set-cookie": scope.sessions.blankCookie() });
	headers.append("set-cookie", await setFlash({ message, undo: null, tone: "done" }));
	return redirect("/", { headers });
}

export const meta: Route.MetaFunction = () => [{ title: "Delete account · Tend" }];

export default function DeleteAccount({ loaderData, actionData }: Route.ComponentProps) {
	return <DeleteAccountPage {...loaderData} reply={actionData?.reply ?? null} />;
}

export function ErrorBoundary({ error }: Route.ErrorBoundaryProps) {
	return <PageError error={error} />;
}
