import { useFollowLinks } from "#app/client/use-follow-links.ts";
import type { ChatMessage } from "#domain/chat/chat-message.ts";
import { AnswerItem } from "./answer-item.tsx";
import type { ChatSession } from "./chat-session.ts";
import type { OnChatSubmit } from "./chat-view.tsx";

type ChatLogProps = {
	session: Pick<ChatSession, "messages" | "isBusy" | "problem">;
	action: string;
	/** Where the messages before these are found. */
	earlier: string | null;
	onSubmit?: OnChatSubmit;
};

/**
 * What was said. A log that tells each word as it comes would be unbearable to listen to, so it is
 * silent, and a region of its own says the answer once it is whole.
 */
export function ChatLog({ session, action, earlier, onSubmit }: ChatLogProps) {
	const { messages, isBusy, problem } = session;
	const followLinks = useFollowLinks();
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
					<QuestionItem key={message.id} message={message} />
				) : (
					<AnswerItem
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

function QuestionItem({ message }: { message: ChatMessage }) {
	return (
		<div className="chat-question">
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
