import { Link } from "react-router";
import { ADD_FIELD_ID } from "#app/client/field-ids.ts";
import { ALL, type NavItem, TODAY, UPCOMING } from "#app/client/nav-items.ts";
import { MENU_ID } from "./sidebar.tsx";

/** The navigation of a narrow window, with adding in the middle, where thumbs reach it. */
export function BottomBar({ activeHref, unread }: { activeHref: string; unread: number }) {
	return (
		<nav aria-label="Main places" className="bottom">
			<BottomItem to={TODAY} activeHref={activeHref} />
			<BottomItem to={UPCOMING} activeHref={activeHref} />
			<Link to={`${isList(activeHref) ? activeHref : "/tasks"}#${ADD_FIELD_ID}`} className="new">
				<span className="icon icon-plus" />
				<span className="sr-only">New task</span>
			</Link>
			<BottomItem to={ALL} activeHref={activeHref} />
			<button type="button" popoverTarget={MENU_ID}>
				<span className="relative flex">
					<span className="icon icon-more" />
					{unread > 0 && (
						<span className="-top-1.5 absolute left-4 rounded-full bg-accent px-1.5 text-on-accent leading-5">
							{unread}
							<span className="sr-only"> unread notifications, </span>
						</span>
					)}
				</span>
				More
			</button>
		</nav>
	);
}

function BottomItem({ to: { href, name, icon }, activeHref }: { to: NavItem; activeHref: string }) {
	return (
		<Link to={href} aria-current={href === activeHref ? "page" : undefined}>
			<span className={`icon icon-${icon}`} />
			{name}
		</Link>
	);
}

function isList(href: string) {
	return href === "/tasks" || href.startsWith("/tasks?");
}
