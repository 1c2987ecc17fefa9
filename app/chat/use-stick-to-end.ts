import { type RefObject, useCallback, useEffect, useRef } from "react";

/** A reader within this distance of the end is kept at the end. */
const NEAR_PX = 120;

/**
 * Scrolls to the end while the content grows, unless the reader has scrolled up. Returns a function
 * that goes back to following the end.
 */
export function useStickToEnd(end: RefObject<HTMLElement | null>): () => void {
	const isFollowing = useRef(true);
	const follow = useCallback(() => {
		isFollowing.current = true;
	}, []);
	useEffect(() => {
		const content = end.current?.parentElement;
		if (!content) return;
		const inner = content.closest<HTMLElement>(".chat-panel");
		const scroller = inner ?? document.documentElement;
		const events: EventTarget = inner ?? document;
		const toEnd = () => {
			if (isFollowing.current) scroller.scrollTop = scroller.scrollHeight;
		};
		let lastTop = scroller.scrollTop;
		const onScroll = () => {
			const { scrollTop, scrollHeight, clientHeight } = scroller;
			const isNear = scrollHeight - scrollTop - clientHeight < NEAR_PX;
			// Growing content moves nothing: if the position went up, the reader scrolled.
			if (isNear) isFollowing.current = true;
			else if (scrollTop < lastTop) isFollowing.current = false;
			lastTop = scrollTop;
		};
		const watcher = new ResizeObserver(toEnd);
		watcher.observe(content);
		events.addEventListener("scroll", onScroll, { passive: true });
		return () => {
			watcher.disconnect();
			events.removeEventListener("scroll", onScroll);
		};
	}, [end]);
	return follow;
}
