import type { MouseEvent } from "react";
import { Link } from "react-router";
import {
	ALL,
	CHAT,
	COMPLETED,
	HISTORY,
	type NavItem,
	NOTIFICATIONS,
	SETTINGS,
	STATISTICS,
	TODAY,
	tagHref,
	UPCOMING,
} from "#app/client/nav-items.ts";
import { Logo } from "#app/ui/logo.tsx";
import type { TagCount, TaskCounts } from "#domain/task/task-list.ts";
import { HELP_ID } from "./shortcut-help.tsx";
import { SignOutForm } from "./sign-out.tsx";

type SidebarProps = {
	user: { name: string; email: string };
	counts: TaskCounts;
	tags: TagCount[];
	unread: number;
	/** The address of the item that is the current page (`activeNavHref`). */
	activeHref: string;
};

export const MENU_ID = "menu";

/**
 * The navigation at the left of a wide window. In a narrow one the same element is a popover, which
 * the bottom bar's "More" opens without a script.
 */
export function Sidebar({ user, counts, tags, unread, activeHref }: SidebarProps) {
	const ariaCurrent = (href: string) => (href === activeHref ? "page" : undefined);
	return (
		// biome-ignore lint/a11y/useKeyWithClickEvents: the links in it take the keys, as clicks.
		<nav id={MENU_ID} aria-label="Places" className="side" popover="auto" onClick={closeMenu}>
			<Link to="/tasks" className="brand">
				<Logo className="brand-mark" />
				Tend
			</Link>
			<ul className="wide-only">
				<SidebarItem
					item={TODAY}
					ariaCurrent={ariaCurrent}
					count={counts.today}
					late={counts.overdue > 0}
				/>
				<SidebarItem item={UPCOMING} ariaCurrent={ariaCurrent} count={counts.week} />
				<SidebarItem item={ALL} ariaCurrent={ariaCurrent} count={counts.pending} />
			</ul>
			<ul>
				<SidebarItem item={COMPLETED} ariaCurrent={ariaCurrent} />
				<SidebarItem item={CHAT} ariaCurrent={ariaCurrent} />
			</ul>
			{tags.length > 0 && (
				<>
					<h2>Tags</h2>
					<ul>
						{tags.map(({ tag, count }) => (
							<li key={tag}>
								<Link
									to={tagHref(tag)}
									aria-current={ariaCurrent(tagHref(tag))}
									className="place tag-place"
								>
									<span className="place-name" dir="auto">
										{tag}
									</span>
									<span className="count">{count}</span>
								</Link>
							</li>
						))}
					</ul>
				</>
			)}
			<div className="side-end">
				<ul>
					<SidebarItem item={NOTIFICATIONS} ariaCurrent={ariaCurrent} count={unread} of="unread" />
					<SidebarItem item={STATISTICS} ariaCurrent={ariaCurrent} />
					<SidebarItem item={HISTORY} ariaCurrent={ariaCurrent} />
					<SidebarItem item={SETTINGS} ariaCurrent={ariaCurrent} />
				</ul>
				<button type="button" popoverTarget={HELP_ID} className="place needs-script fine-only">
					<span className="icon icon-keys" />
					Shortcuts
				</button>
				<SignOutForm email={user.email} />
			</div>
		</nav>
	);
}

type SidebarItemProps = {
	item: NavItem;
	ariaCurrent: (href: string) => "page" | undefined;
	count?: number;
	late?: boolean;
	/** What is counted, for screen readers, where that is not tasks. */
	of?: string;
};

function SidebarItem({
	item: { href, name, icon },
	ariaCurrent,
	count = 0,
	late = false,
	of,
}: SidebarItemProps) {
	return (
		<li>
			<Link to={href} aria-current={ariaCurrent(href)} className="place">
				<span className={`icon icon-${icon}`} />
				<span className="place-name">{name}</span>
				{count > 0 && (
					<span className={late ? "count late" : "count"}>
						{count}
						{of && <span className="sr-only"> {of}</span>}
					</span>
				)}
			</Link>
		</li>
	);
}

/** A link that a script follows leaves the popover open. */
function closeMenu({ target, currentTarget }: MouseEvent<HTMLElement>) {
	const isLink = target instanceof Element && target.closest("a");
	if (isLink && currentTarget.matches(":popover-open")) currentTarget.hidePopover();
}
