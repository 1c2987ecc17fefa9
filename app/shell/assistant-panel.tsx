import { lazy, type MouseEvent, Suspense, useEffect, useRef, useState } from "react";
import { Link } from "react-router";
import { CHAT } from "#app/client/nav-items.ts";

// The assistant is half as much script as all the rest: whoever does not open it does not load it.
const ChatPanel = lazy(() => import("#app/chat/chat-panel.tsx"));

const KEPT_IN = "assistant";

/**
 * The assistant beside any page, where there is room. Without a script, and in a narrow window, its
 * button is the way to the assistant's own page.
 */
export function AssistantPanel({ activeHref }: { activeHref: string }) {
	const [isOpen, setIsOpen] = useState(false);
	const opener = useRef<HTMLAnchorElement>(null);
	useEffect(() => {
		if (sessionStorage.getItem(KEPT_IN)) setIsOpen(true);
	}, []);
	const show = (open: boolean) => {
		setIsOpen(open);
		if (open) sessionStorage.setItem(KEPT_IN, "open");
		else sessionStorage.removeItem(KEPT_IN);
	};
	const onOpen = (event: MouseEvent) => {
		if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
		event.preventDefault();
		show(true);
	};
	const onClose = () => {
		show(false);
		// The button is there again once this has been drawn.
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
