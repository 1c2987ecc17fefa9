import { data, redirect } from "react-router";
import {
	confirmAddress,
	findOpenConfirmation,
} from "#app/auth/confirmation/confirmation-commands.server.ts";
import { VerifyPage } from "#app/auth/confirmation/verify-page.tsx";
import { PageError } from "#app/error-pages/page-error.tsx";
import { requestContext } from "#app/request/context.server.ts";
import { VisitorFrame } from "#app/ui/visitor-frame.tsx";
import type { Route } from "./+types/verify.ts";

/** In place of a token: it was good. No token looks like that. */
const CONFIRMED = "confirmed";

/** Only asks: programs that look at the links in mails must not confirm anything. */
export async function loader({ params, context }: Route.LoaderArgs) {
	if (params.token === CONFIRMED) return { state: "confirmed" as const };
	const found = await findOpenConfirmation(context.get(requestContext).account, params.token);
	return found
		? { state: "open" as const, email: found.email }
		: data({ state: "ended" as const }, 404);
}

export async function action({ params, context }: Route.ActionArgs) {
	const isConfirmed = await confirmAddress(context.get(requestContext).account, params.token);
	return redirect(`/verify/${isConfirmed ? CONFIRMED : params.token}`);
}

export const meta: Route.MetaFunction = () => [
	{ title: "Confirm your address · Tend" },
	{ name: "robots", content: "noindex" },
];

export default function Verify({ loaderData }: Route.ComponentProps) {
	return <VerifyPage link={loaderData} />;
}

export function ErrorBoundary({ error }: Route.ErrorBoundaryProps) {
	return (
		<VisitorFrame>
			<PageError error={error} />
		</VisitorFrame>
	);
}
