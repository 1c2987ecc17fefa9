import type { MouseEvent } from "react";
import { Form, Link } from "react-router";
import {
	ALL,
	CHAT,
	COMPLETED,
	HISTORY,
	NOTIFICATIONS,
	type Place,
	SETTINGS,
	STATISTICS,
	TODAY,
	tagHref,
	UPCOMING,
} from "#app/client/places.ts";
import { Mark } from "#app/ui/mark.tsx";
import type { TagCount, TaskCounts } from "#domain/task/task-list.ts";
import { HELP_ID } from "./shortcut-help.tsx";

type SidebarProps = {
	user: { name: string; email: string };
	counts: TaskCounts;
	tags: TagCount[];
	unread: number;
	/** Where one is. */
	place: string;
};

export const MENU_ID = "menu";

/**
 * The places at the left of a wide window. In a narrow one the same element is a popover, which the
 * bottom bar's "More" opens without a script.
 */
export function Sidebar({ user, counts, tags, unread, place }: SidebarProps) {
	const here = (href: string) => (href === place ? "page" : undefined);
	return (
		// biome-ignore lint/a11y/useKeyWithClickEvents: the links in it take the keys, as clicks.
		<nav id={MENU_ID} aria-label="Places" className="side" popover="auto" onClick={closeMenu}>
			<Link to="/tasks" className="brand">
				<Mark className="brand-mark" />
				Tend
			</Link>
			<ul className="wide-only">
				<PlaceItem place={TODAY} here={here} count={counts.today} late={counts.overdue > 0} />
				<PlaceItem place={UPCOMING} here={here} count={counts.week} />
				<PlaceItem place={ALL} here={here} count={counts.pending} />
			</ul>
			<ul>
				<PlaceItem place={COMPLETED} here={here} />
				<PlaceItem place={CHAT} here={here} />
			</ul>
			{tags.length > 0 && (
				<>
					<h2>Tags</h2>
					<ul>
						{tags.map(({ tag, count }) => (
							<li key={tag}>
								<Link
									to={tagHref(tag)}
									aria-current={here(tagHref(tag))}
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
					<PlaceItem place={NOTIFICATIONS} here={here} count={unread} of="unread" />
					<PlaceItem place={STATISTICS} here={here} />
					<PlaceItem place={HISTORY} here={here} />
					<PlaceItem place={SETTINGS} here={here} />
				</ul>
				<button type="button" popoverTarget={HELP_ID} className="place needs-script fine-only">
					<span className="icon icon-keys" />
					Shortcuts
				</button>
				<Form method="post" action="/signout">
					<button type="submit" className="place" title={user.email}>
						<span className="icon icon-leave" />
						Sign out
					</button>
				</Form>
			</div>
		</nav>
	);
}

type PlaceItemProps = {
	place: Place;
	here: (href: string) => "page" | undefined;
	count?: number;
	late?: boolean;
	/** What the count is of, where that is not tasks. */
	of?: string;
};

function PlaceItem({
	place: { href, name, icon },
	here,
	count = 0,
	late = false,
	of,
}: PlaceItemProps) {
	return (
		<li>
			<Link to={href} aria-current={here(href)} className="place">
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
