import { data, redirect } from "react-router";
import { z } from "zod";
import { signUp } from "#app/auth/accounts/account-commands.server.ts";
import { SignUpPage } from "#app/auth/pages/sign-up-page.tsx";
import { cookieHeaders } from "#app/core/cookies.server.ts";
import { parseForm, runCommand } from "#app/core/form.server.ts";
import { requestContext } from "#app/request/context.server.ts";
import { isTimeZone } from "#domain/time/find-time-zone.ts";
import { emailSchema, nameSchema, newPasswordSchema } from "#domain/user/account-schema.ts";
import type { Route } from "./+types/signup.ts";

const SignUpForm = z.object({
	name: nameSchema,
	email: emailSchema,
	password: newPasswordSchema,
	/** Filled in by the browser where it runs scripts. */
	timeZone: z.string().optional(),
});

export function loader({ context }: Route.LoaderArgs) {
	return context.get(requestContext).sessionClaims ? redirect("/tasks") : null;
}

export async function action({ request, context }: Route.ActionArgs) {
	const { account, edgeTimeZone, devices } = context.get(requestContext);
	const form = await request.formData();
	const parsed = parseForm(SignUpForm, form);
	if (!parsed.ok) return data({ reply: parsed.reply }, 400);
	const zones = [parsed.value.timeZone, edgeTimeZone];
	const timeZone = zones.find((zone) => typeof zone === "string" && isTimeZone(zone)) ?? "UTC";
	const done = await runCommand(form, () => signUp(account, { ...parsed.value, timeZone }));
	if (!done.ok) return data({ reply: done.reply }, { status: done.status, headers: done.headers });
	const cookies = [account.sessions.cookie(done.value), devices.remember(parsed.value.email)];
	return redirect("/tasks", { headers: cookieHeaders(...cookies) });
}

/** Lets `Retry-After` through; React Router keeps an action's headers to itself otherwise. */
export function headers({ actionHeaders }: Route.HeadersArgs) {
	return actionHeaders;
}

export const meta: Route.MetaFunction = () => [{ title: "Create an account · Tend" }];

export default function SignUp({ actionData }: Route.ComponentProps) {
	return <SignUpPage reply={actionData?.reply ?? null} />;
}
