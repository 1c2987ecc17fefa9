/** The places of the app, and which of them an address is. */

export type Place = { href: string; name: string; icon: string };

export const TODAY: Place = { href: "/tasks?due=today", name: "Today", icon: "today" };
export const UPCOMING: Place = { href: "/tasks?due=week", name: "Upcoming", icon: "upcoming" };
export const ALL: Place = { href: "/tasks", name: "All", icon: "all" };
export const COMPLETED: Place = {
	href: "/tasks?status=completed",
	name: "Completed",
	icon: "completed",
};
export const NOTIFICATIONS: Place = {
	href: "/notifications",
	name: "Notifications",
	icon: "bell",
};
export const STATISTICS: Place = { href: "/stats", name: "Statistics", icon: "stats" };
export const HISTORY: Place = { href: "/history", name: "History", icon: "history" };
export const CHAT: Place = { href: "/chat", name: "Chat", icon: "chat" };
export const SETTINGS: Place = { href: "/settings", name: "Settings", icon: "settings" };

/** The place of a tag's tasks. */
export function tagHref(tag: string) {
	return `/tasks?${new URLSearchParams({ tag })}`;
}

/** An address without what does not make it another place: its page, its order, its empty fields. */
export function placeOf(pathname: string, search: string): string {
	if (pathname.startsWith(`${CHAT.href}/`)) return CHAT.href;
	const kept = [...new URLSearchParams(search)].filter(
		([name, value]) =>
			value !== "" &&
			name !== "page" &&
			name !== "sort" &&
			!(name === "status" && value === "pending"),
	);
	return kept.length > 0 ? `${pathname}?${new URLSearchParams(kept)}` : pathname;
}
