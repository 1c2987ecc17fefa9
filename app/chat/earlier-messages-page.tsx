import { Link } from "react-router";
import type { ChatWithMessages } from "#domain/chat/chat-message.ts";
import { ChatLog } from "./chat-log.tsx";
import "./chat.css";

/** A page of older messages of a long chat, read-only. */
export function EarlierMessagesPage({ chat }: { chat: ChatWithMessages }) {
	const { id, title, messages, before } = chat;
	const href = `/chat/${id}`;
	const session = { messages, isBusy: false, problem: null };
	return (
		<div className="chat-page">
			<div className="chat-column">
				<header className="chat-head">
					<h1 dir="auto">{title}</h1>
				</header>
				<ChatLog
					session={session}
					action={href}
					earlier={before ? `${href}?before=${before}` : null}
				/>
				<p className="chat-earlier">
					<Link to={`${href}#end`}>Newest messages</Link>
				</p>
			</div>
		</div>
	);
}
