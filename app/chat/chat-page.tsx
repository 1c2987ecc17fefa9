import { useEffect, useState } from "react";
import { Link, useLocation, useNavigate } from "react-router";
import { useRevalidateLater } from "#app/client/use-revalidate-later.ts";
import type { FormReply } from "#app/core/form.ts";
import { buttonLook } from "#app/ui/button.tsx";
import type { ChatSummary, ChatThread } from "#domain/chat/chat-message.ts";
import { ChatList, ChatListButton } from "./chat-list.tsx";
import { ChatView } from "./chat-view.tsx";
import { useChatSession } from "./use-chat-session.ts";
import "./chat.css";

type ChatPageProps = {
	chats: ChatSummary[];
	/** Null for a new chat. */
	thread: ChatThread | null;
	/** The id that a new chat will have. */
	newId: string;
	formKey: string;
	reply: FormReply | null;
};

/** A chat on a page of its own, with the list of the others. */
export function ChatPage({ chats, thread, newId, formKey, reply }: ChatPageProps) {
	const { key } = useLocation();
	// Each load brings another id: a revalidation must not change that of a chat that has begun.
	const [fresh, setFresh] = useState({ key, id: newId });
	if (!thread && fresh.key !== key) setFresh({ key, id: newId });
	const chatId = thread?.id ?? fresh.id;
	return (
		<div className="chat-page">
			<div className="chat-column">
				<header className="chat-head">
					<h1 dir="auto">{thread?.title ?? "Chat"}</h1>
					<ChatListButton />
					<Link to="/chat" className={buttonLook("quiet")}>
						New chat
					</Link>
				</header>
				<Conversation key={chatId} {...{ chatId, thread, formKey, reply }} />
			</div>
			<ChatList chats={chats} current={thread?.id ?? null} />
		</div>
	);
}

type ConversationProps = Pick<ChatPageProps, "thread" | "formKey" | "reply"> & { chatId: string };

function Conversation({ chatId, thread, formKey, reply }: ConversationProps) {
	const revalidate = useRevalidateLater();
	const navigate = useNavigate();
	const session = useChatSession({
		chatId,
		messages: thread?.messages ?? [],
		onChange: revalidate,
	});
	const isUnnamed = thread === null && session.messages.at(-1)?.role === "assistant";
	useEffect(() => {
		// A new chat gets its address once it is stored. The page stays as it is.
		if (isUnnamed) void navigate(`/chat/${chatId}`, { replace: true, preventScrollReset: true });
	}, [isUnnamed, chatId, navigate]);
	const earlier = thread?.before ? `/chat/${chatId}?before=${thread.before}` : null;
	const action = thread ? `/chat/${chatId}` : "/chat";
	return <ChatView {...{ session, action, chatId, formKey, reply, earlier }} />;
}
