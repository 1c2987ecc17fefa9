import { handleChatIntent } from "#app/chat/chat-intents.server.ts";
import { loadChatPage } from "#app/chat/chat-page.server.ts";
import { ChatPage } from "#app/chat/chat-page.tsx";
import { EarlierMessagesPage } from "#app/chat/earlier-messages-page.tsx";
import { PageError } from "#app/error-pages/page-error.tsx";
import { requestChats } from "#app/request/context.server.ts";
import type { Route } from "./+types/chat.ts";

export async function loader({ params, url, context }: Route.LoaderArgs) {
	const before = Number.parseInt(url.searchParams.get("before") ?? "", 10);
	return loadChatPage(await requestChats(context), params.threadId, before || 0);
}

export async function action({ request, params, context }: Route.ActionArgs) {
	const chats = await requestChats(context);
	return handleChatIntent(chats, params.threadId, await request.formData());
}

/** Lets `Retry-After` through; React Router keeps an action's headers to itself otherwise. */
export function headers({ actionHeaders }: Route.HeadersArgs) {
	return actionHeaders;
}

export function meta({ loaderData }: Route.MetaArgs) {
	return [{ title: `${loaderData?.chat?.title ?? "Chat"} · Tend` }];
}

export default function Chat({ loaderData, actionData }: Route.ComponentProps) {
	const { chat, isEarlier } = loaderData;
	if (chat && isEarlier) return <EarlierMessagesPage chat={chat} />;
	return (
		<ChatPage
			{...loaderData}
			reply={actionData && "reply" in actionData ? actionData.reply : null}
		/>
	);
}

export function ErrorBoundary({ error }: Route.ErrorBoundaryProps) {
	return <PageError error={error} />;
}
