import { useEffect, useRef, useState } from "react";
import { Link } from "react-router";
import { randomUuid } from "#app/client/random-uuid.ts";
import { useRevalidateLater } from "#app/client/use-revalidate-later.ts";
import type { ChatMessage } from "#domain/chat/chat-message.ts";
import { readChat, readNewestChat } from "./chat-api.ts";
import { useChatSession } from "./chat-session.ts";
import { ChatView } from "./chat-view.tsx";
import "./chat.css";

/** A chat that was used within this time is gone on with. */
const RECENT_MS = 12 * 3_600_000;

type Opened = { chatId: string; messages: ChatMessage[]; isKept: boolean };

/** The assistant beside another page, which changes as it works. */
export default function ChatPanel({ onClose }: { onClose: () => void }) {
	const [opened, setOpened] = useState<Opened | null>(null);
	const panel = useRef<HTMLElement>(null);
	useEffect(() => {
		let isWanted = true;
		void openNewest().then((chat) => {
			if (isWanted) setOpened(chat);
		});
		return () => {
			isWanted = false;
		};
	}, []);
	useEffect(() => {
		if (opened) panel.current?.querySelector("textarea")?.focus({ preventScroll: true });
	}, [opened]);
	return (
		<aside
			ref={panel}
			aria-label="Assistant"
			className="chat-panel"
			onKeyDown={({ key, nativeEvent }) => {
				if (key === "Escape" && !nativeEvent.isComposing) onClose();
			}}
		>
			<header>
				<h2>Assistant</h2>
				<button type="button" onClick={() => setOpened(newChat())} className="icon-plus">
					<span className="sr-only">New chat</span>
				</button>
				<Link to={opened?.isKept ? `/chat/${opened.chatId}#end` : "/chat"} className="icon-more">
					<span className="sr-only">All chats</span>
				</Link>
				<button type="button" onClick={onClose} className="icon-close">
					<span className="sr-only">Close</span>
				</button>
			</header>
			{opened && (
				<Conversation
					key={opened.chatId}
					{...opened}
					onBegin={() => setOpened({ ...opened, isKept: true })}
				/>
			)}
		</aside>
	);
}

function Conversation({ chatId, messages, isKept, onBegin }: Opened & { onBegin: () => void }) {
	const revalidate = useRevalidateLater();
	const session = useChatSession({ chatId, messages, onChange: revalidate });
	const hasBegun = session.messages.at(-1)?.role === "assistant";
	useEffect(() => {
		if (hasBegun && !isKept) onBegin();
	}, [hasBegun, isKept, onBegin]);
	const action = isKept ? `/chat/${chatId}` : "/chat";
	return <ChatView {...{ session, action, chatId }} formKey="" reply={null} earlier={null} />;
}

async function openNewest(): Promise<Opened> {
	const newest = await readNewestChat().catch(() => null);
	if (!newest || Date.now() - Date.parse(newest.updatedAt) > RECENT_MS) return newChat();
	const messages = await readChat(newest.id).catch(() => null);
	return messages ? { chatId: newest.id, messages, isKept: true } : newChat();
}

function newChat(): Opened {
	return { chatId: randomUuid(), messages: [], isKept: false };
}
