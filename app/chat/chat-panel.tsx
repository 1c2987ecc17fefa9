import { useEffect, useRef, useState } from "react";
import { Link } from "react-router";
import { randomUuid } from "#app/client/random-uuid.ts";
import { useRevalidateLater } from "#app/client/use-revalidate-later.ts";
import type { ChatMessage } from "#domain/chat/chat-message.ts";
import { HOUR_MS } from "#domain/time/durations.ts";
import { readChat, readNewestChat } from "./chat-api.ts";
import { ChatView } from "./chat-view.tsx";
import { useChatSession } from "./use-chat-session.ts";
import "./chat.css";

/** The panel opens the newest chat if it was used within this time, else a new one. */
const RECENT_MS = 12 * HOUR_MS;

type Opened = { chatId: string; messages: ChatMessage[]; isStored: boolean };

/** The assistant beside another page, which is revalidated when the assistant changes tasks. */
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
				<Link to={opened?.isStored ? `/chat/${opened.chatId}#end` : "/chat"} className="icon-more">
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
					onBegin={() => setOpened({ ...opened, isStored: true })}
				/>
			)}
		</aside>
	);
}

function Conversation({ chatId, messages, isStored, onBegin }: Opened & { onBegin: () => void }) {
	const revalidate = useRevalidateLater();
	const session = useChatSession({ chatId, messages, onChange: revalidate });
	const hasBegun = session.messages.at(-1)?.role === "assistant";
	useEffect(() => {
		if (hasBegun && !isStored) onBegin();
	}, [hasBegun, isStored, onBegin]);
	const action = isStored ? `/chat/${chatId}` : "/chat";
	return <ChatView {...{ session, action, chatId }} formKey="" reply={null} earlier={null} />;
}

async function openNewest(): Promise<Opened> {
	const newest = await readNewestChat().catch(() => null);
	if (!newest || Date.now() - Date.parse(newest.updatedAt) > RECENT_MS) return newChat();
	const messages = await readChat(newest.id).catch(() => null);
	return messages ? { chatId: newest.id, messages, isStored: true } : newChat();
}

function newChat(): Opened {
	return { chatId: randomUuid(), messages: [], isStored: false };
}
