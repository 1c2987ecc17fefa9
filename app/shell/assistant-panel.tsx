import { lazy, type MouseEvent, Suspense, useEffect, useRef, useState } from "react";
import { Link } from "react-router";
import { CHAT } from "#app/client/nav-items.ts";

// The assistant's script is half as large as all others together, so it is loaded when the panel opens.
const ChatPanel = lazy(() => import("#app/chat/chat-panel.tsx"));

const STORAGE_KEY = "assistant";

/**
 * The assistant beside any page, where there is room. Without a script, and in a narrow window, its
 * button is a link to the assistant's own page. It stays open for the session of the tab.
 */
export function AssistantPanel({ activeHref }: { activeHref: string }) {
	const [isOpen, setIsOpen] = useState(false);
	const opener = useRef<HTMLAnchorElement>(null);
	useEffect(() => {
		if (sessionStorage.getItem(STORAGE_KEY)) setIsOpen(true);
	}, []);
	const show = (open: boolean) => {
		setIsOpen(open);
		if (open) sessionStorage.setItem(STORAGE_KEY, "open");
		else sessionStorage.removeItem(STORAGE_KEY);
	};
	const onOpen = (event: MouseEvent) => {
		if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
		event.preventDefault();
		show(true);
	};
	const onClose = () => {
		show(false);
		// The button is rendered in the next frame.
		requestAnimationFrame(() => opener.current?.focus());
	};
	if (activeHref === CHAT.href) return null;
	if (!isOpen) {
		return (
			<aside aria-label="Assistant" className="assistant-open">
				<Link ref={opener} to={CHAT.href} onClick={onOpen}>
					<span className="icon icon-chat" />
					<span className="sr-only">Ask the assistant</span>
				</Link>
			</aside>
		);
	}
	return (
		<Suspense>
			<ChatPanel onClose={onClose} />
		</Suspense>
	);
}
