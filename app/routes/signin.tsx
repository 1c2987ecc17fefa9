import { data, redirect } from "react-router";
import { z } from "zod";
import { signIn } from "#app/auth/accounts/account-commands.server.ts";
import { hasDrafts } from "#app/auth/drafts/draft-commands.server.ts";
import { SignInPage } from "#app/auth/pages/sign-in-page.tsx";
import { safeRedirect } from "#app/auth/sessions/redirect.ts";
import { cookieHeaders } from "#app/core/cookies.server.ts";
import { setFlash } from "#app/core/flash.server.ts";
import { parseForm, runCommand } from "#app/core/form.server.ts";
import { requestContext } from "#app/request/context.server.ts";
import type { Route } from "./+types/signin.ts";

const SignInForm = z.object({
	email: z.string("Type your e-mail address.").trim(),
	password: z.string("Type your password."),
});

export function loader({ request, url, context }: Route.LoaderArgs) {
	const next = safeRedirect(url.searchParams.get("next"));
	if (context.get(requestContext).sessionClaims && !url.searchParams.has("next"))
		return redirect(next);
	return { isDraft: next.startsWith("/drafts/") && hasDrafts(request.headers) };
}

export async function action({ request, url, context }: Route.ActionArgs) {
	const { account, sessionClaims, devices } = context.get(requestContext);
	const form = await request.formData();
	const parsed = parseForm(SignInForm, form);
	if (!parsed.ok) return data({ reply: parsed.reply }, 400);
	const done = await runCommand(form, () =>
		signIn(account, { ...parsed.value, previous: sessionClaims }),
	);
	if (!done.ok) return data({ reply: done.reply }, { status: done.status, headers: done.headers });
	const { claims: own, isKept } = done.value;
	const cookies = [account.sessions.cookie(own), devices.remember(parsed.value.email)];
	if (isKept) {
		const message = "Welcome back. Your account is kept.";
		cookies.push(setFlash({ message, undo: null, tone: "done" }));
	}
	return redirect(safeRedirect(url.searchParams.get("next")), {
		headers: cookieHeaders(...cookies),
	});
}

/** Lets `Retry-After` through; React Router keeps an action's headers to itself otherwise. */
export function headers({ actionHeaders }: Route.HeadersArgs) {
	return actionHeaders;
}

export const meta: Route.MetaFunction = () => [{ title: "Sign in · Tend" }];

export default function SignIn({ loaderData, actionData }: Route.ComponentProps) {
	return <SignInPage {...loaderData} reply={actionData?.reply ?? null} />;
}
