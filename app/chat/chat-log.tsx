import { useClientSideLinks } from "#app/client/use-client-side-links.ts";
import type { ChatMessage } from "#domain/chat/chat-message.ts";
import type { ChatSession, OnChatSubmit } from "./chat-session.ts";
import { ReplyItem } from "./reply-item.tsx";

type ChatLogProps = {
	session: Pick<ChatSession, "messages" | "isBusy" | "problem">;
	action: string;
	/** The address of the messages before these; null when there are none. */
	earlier: string | null;
	onSubmit?: OnChatSubmit;
};

/**
 * The messages of a chat. Not a live region, since a screen reader would read each word as it is
 * streamed; `ChatView` has one that gets the reply once it is complete.
 */
export function ChatLog({ session, action, earlier, onSubmit }: ChatLogProps) {
	const { messages, isBusy, problem } = session;
	const followLinks = useClientSideLinks();
	const isWaiting = isBusy && messages.at(-1)?.role === "user";
	return (
		// biome-ignore lint/a11y/useKeyWithClickEvents: the links in it take the keys, as clicks.
		<div
			role="log"
			onClick={followLinks}
			aria-live="off"
			aria-busy={isBusy}
			aria-label="Conversation"
			className="chat-log"
		>
			{earlier && (
				<p className="chat-earlier">
					<a href={earlier}>Earlier messages</a>
				</p>
			)}
			{messages.map((message, index) =>
				message.role === "user" ? (
					<UserMessageItem key={message.id} message={message} />
				) : (
					<ReplyItem
						key={message.id}
						{...{ message, action, onSubmit }}
						isLast={index === messages.length - 1}
						isBusy={isBusy && index === messages.length - 1}
					/>
				),
			)}
			{isWaiting && <p className="chat-thinking">Thinking</p>}
			{isBusy && (
				<noscript>
					<p className="chat-earlier">
						<a href={`${action}#end`}>Look whether there is more</a>
					</p>
				</noscript>
			)}
			{problem && (
				<form method="post" action={action} onSubmit={onSubmit} className="chat-problem">
					<p role="alert">{problem}</p>
					<button type="submit" name="intent" value="retry">
						Try again
					</button>
				</form>
			)}
		</div>
	);
}

function UserMessageItem({ message }: { message: ChatMessage }) {
	return (
		<div className="chat-user">
			<span className="sr-only">You said:</span>
			{message.parts.map((part, index) =>
				part.type === "text" ? (
					// biome-ignore lint/suspicious/noArrayIndexKey: parts of a question never change.
					<p key={index} dir="auto">
						{part.text}
					</p>
				) : null,
			)}
		</div>
	);
}
