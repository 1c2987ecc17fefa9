import { useEffect, useState } from "react";
import { Link, useLocation, useNavigate } from "react-router";
import { useRevalidateLater } from "#app/client/use-revalidate-later.ts";
import type { FormReply } from "#app/core/form.ts";
import { buttonLook } from "#app/ui/button.tsx";
import type { ChatSummary, ChatWithMessages } from "#domain/chat/chat-message.ts";
import { ChatList, ChatListButton } from "./chat-list.tsx";
import { ChatView } from "./chat-view.tsx";
import { useChatSession } from "./use-chat-session.ts";
import "./chat.css";

type ChatPageProps = {
	chats: ChatSummary[];
	/** Null for a new chat. */
	chat: ChatWithMessages | null;
	/** The id that a new chat will have. */
	newId: string;
	formKey: string;
	reply: FormReply | null;
};

/** A chat on a page of its own, with the list of the others. */
export function ChatPage({ chats, chat, newId, formKey, reply }: ChatPageProps) {
	const { key } = useLocation();
	// Each load brings another id: a revalidation must not change that of a chat that has begun.
	const [fresh, setFresh] = useState({ key, id: newId });
	if (!chat && fresh.key !== key) setFresh({ key, id: newId });
	const chatId = chat?.id ?? fresh.id;
	return (
		<div className="chat-page">
			<div className="chat-column">
				<header className="chat-head">
					<h1 dir="auto">{chat?.title ?? "Chat"}</h1>
					<ChatListButton />
					<Link to="/chat" className={buttonLook("quiet")}>
						New chat
					</Link>
				</header>
				<Conversation key={chatId} {...{ chatId, chat, formKey, reply }} />
			</div>
			<ChatList chats={chats} current={chat?.id ?? null} />
		</div>
	);
}

type ConversationProps = Pick<ChatPageProps, "chat" | "formKey" | "reply"> & { chatId: string };

function Conversation({ chatId, chat, formKey, reply }: ConversationProps) {
	const revalidate = useRevalidateLater();
	const navigate = useNavigate();
	const session = useChatSession({
		chatId,
		messages: chat?.messages ?? [],
		onChange: revalidate,
	});
	const isUnnamed = chat === null && session.messages.at(-1)?.role === "assistant";
	useEffect(() => {
		// A new chat gets its address once it is stored. The page stays as it is.
		if (isUnnamed) void navigate(`/chat/${chatId}`, { replace: true, preventScrollReset: true });
	}, [isUnnamed, chatId, navigate]);
	const earlier = chat?.before ? `/chat/${chatId}?before=${chat.before}` : null;
	const action = chat ? `/chat/${chatId}` : "/chat";
	return <ChatView {...{ session, action, chatId, formKey, reply, earlier }} />;
}
