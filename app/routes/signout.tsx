import { redirect } from "react-router";
import { signOut } from "#app/auth/accounts/account-commands.server.ts";
import { requestContext } from "#app/request/context.server.ts";
import type { Route } from "./+types/signout.ts";

export function loader() {
	return redirect("/");
}

export async function action({ context }: Route.ActionArgs) {
	const { account, credential } = context.get(requestContext);
	if (credential) await signOut(account, credential);
	return redirect("/signin", { headers: { "set-cookie": account.sessions.blankCookie() } });
}
