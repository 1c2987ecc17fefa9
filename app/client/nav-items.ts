/** The entries of the app's navigation, and which of them an address belongs to. */

export type NavItem = { href: string; name: string; icon: string };

export const TODAY: NavItem = { href: "/tasks?due=today", name: "Today", icon: "today" };
export const UPCOMING: NavItem = { href: "/tasks?due=week", name: "Upcoming", icon: "upcoming" };
export const ALL: NavItem = { href: "/tasks", name: "All", icon: "all" };
export const COMPLETED: NavItem = {
	href: "/tasks?status=completed",
	name: "Completed",
	icon: "completed",
};
export const NOTIFICATIONS: NavItem = {
	href: "/notifications",
	name: "Notifications",
	icon: "bell",
};
export const STATISTICS: NavItem = { href: "/stats", name: "Statistics", icon: "stats" };
export const HISTORY: NavItem = { href: "/history", name: "History", icon: "history" };
export const CHAT: NavItem = { href: "/chat", name: "Chat", icon: "chat" };
export const SETTINGS: NavItem = { href: "/settings", name: "Settings", icon: "settings" };

/** The address of the list of a tag's tasks. */
export function tagHref(tag: string) {
	return `/tasks?${new URLSearchParams({ tag })}`;
}

/**
 * The address that a navigation item has to have to be marked as the current page: without the page
 * number, the sort order, the default status and empty fields. All chats belong to the item Chat.
 */
export function activeNavHref(pathname: string, search: string): string {
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
