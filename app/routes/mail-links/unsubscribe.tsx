import { data } from "react-router";
import { PageError } from "#app/error-pages/page-error.tsx";
import { UnsubscribePage } from "#app/notifications/mail/unsubscribe-page.tsx";
import { readUnsubscribeToken } from "#app/notifications/mail/unsubscribe-token.server.ts";
import { unsubscribe } from "#app/notifications/settings/settings-commands.server.ts";
import { requestContext } from "#app/request/context.server.ts";
import { VisitorFrame } from "#app/ui/visitor-frame.tsx";
import type { Route } from "./+types/unsubscribe.ts";

/** Only asks: programs that look at the links in mails must not unsubscribe anybody. */
export function loader({ params, context }: Route.LoaderArgs) {
	const { kind } = readToken(params.token, context.get(requestContext).secret);
	return { kind };
}

/** One POST does it, by whomever: a mail program sends it without anybody signed in (RFC 8058). */
export async function action({ params, context }: Route.ActionArgs) {
	const { account, publishEvents, secret } = context.get(requestContext);
	const { userId, kind } = readToken(params.token, secret);
	await unsubscribe({ db: account.db, userId, publishEvents }, kind);
	return { isDone: true };
}

function readToken(token: string, secret: string) {
	const unsubscription = readUnsubscribeToken(token, secret);
	if (!unsubscription) {
		const message =
			"This link is not whole. Copy it from the mail, or sign in and use the settings.";
		throw data({ message }, 404);
	}
	return unsubscription;
}

export const meta: Route.MetaFunction = () => [
	{ title: "Unsubscribe · Tend" },
	{ name: "robots", content: "noindex" },
];

export default function Unsubscribe({ loaderData, actionData }: Route.ComponentProps) {
	return <UnsubscribePage {...loaderData} isDone={actionData?.isDone ?? false} />;
}

export function ErrorBoundary({ error }: Route.ErrorBoundaryProps) {
	return (
		<VisitorFrame>
			<PageError error={error} />
		</VisitorFrame>
	);
}
