import { Link } from "react-router";
import type { ChatSummary } from "#domain/chat/chat-message.ts";

const LIST_ID = "chats";

/** The user's chats, the one that was used last first. In a narrow window a popover: see `ChatListButton`. */
export function ChatList({ chats, current }: { chats: ChatSummary[]; current: string | null }) {
	return (
		<nav id={LIST_ID} aria-label="Your chats" className="chats" popover="auto">
			<h2>Chats</h2>
			{chats.length === 0 && <p className="text-quiet">None yet.</p>}
			<ul aria-label="Chats">
				{chats.map(({ id, title }) => (
					<li key={id}>
						<Link
							to={`/chat/${id}#end`}
							aria-current={id === current ? "page" : undefined}
							className="place"
						>
							<span className="place-name" dir="auto">
								{title}
							</span>
						</Link>
						<Link to={`/chat/${id}/delete`} className="delete" aria-label={`Delete ${title}`} />
					</li>
				))}
			</ul>
		</nav>
	);
}

/** Opens the list in a narrow window. Needs no script. */
export function ChatListButton() {
	return (
		<button type="button" popoverTarget={LIST_ID} className="chats-button">
			Chats
		</button>
	);
}
