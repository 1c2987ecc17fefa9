import { type RefObject, useCallback, useEffect, useRef } from "react";

/** Whoever is this near to the end wants to read on there. */
const NEAR_PX = 120;

/**
 * Keeps the end of something that grows in view, for those who read there; others are left where they
 * are. Answers a function that goes there in any case.
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
			// Growing moves nothing; only a reader scrolls up.
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
