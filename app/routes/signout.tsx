import { redirect } from "react-router";
import { signOut } from "#app/auth/accounts/account-commands.server.ts";
import { signedOutHeaders } from "#app/auth/sessions/signed-out-headers.server.ts";
import { requestContext } from "#app/request/context.server.ts";
import type { Route } from "./+types/signout.ts";

export function loader() {
	return redirect("/");
}

export async function action({ context }: Route.ActionArgs) {
	const { account, sessionClaims } = context.get(requestContext);
	if (sessionClaims) await signOut(account, sessionClaims);
	return redirect("/signin", { headers: signedOutHeaders() });
}
