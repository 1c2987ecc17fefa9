import { loadChat } from "#app/chat/chat-page.server.ts";
import { DeleteChatPage } from "#app/chat/delete-chat-page.tsx";
import { redirectWithFlash } from "#app/core/form.server.ts";
import { PageError } from "#app/error-pages/page-error.tsx";
import { requestChats } from "#app/request/context.server.ts";
import type { Route } from "./+types/chat-delete.ts";

export async function loader({ params, context }: Route.LoaderArgs) {
	const { id, title } = await loadChat(await requestChats(context), params.threadId);
	return { id, title };
}

export async function action({ request, params, context }: Route.ActionArgs) {
	const chats = await requestChats(context);
	const { title } = await loadChat(chats, params.threadId);
	await chats.remove(params.threadId);
	const message = `Deleted the chat “${title}”`;
	return redirectWithFlash(await request.formData(), "/chat", {
		message,
		undo: null,
		tone: "done",
	});
}

export const meta: Route.MetaFunction = () => [{ title: "Delete chat · Tend" }];

export default function DeleteChat({ loaderData }: Route.ComponentProps) {
	return <DeleteChatPage {...loaderData} />;
}

export function ErrorBoundary({ error }: Route.ErrorBoundaryProps) {
	return <PageError error={error} />;
}
