import { Link } from "react-router";
import { ALL, type Place, TODAY, UPCOMING } from "#app/client/places.ts";
import { ADD_FIELD_ID } from "#app/client/use-app-keys.ts";
import { MENU_ID } from "./sidebar.tsx";

/** The places of a narrow window, with adding in the middle, where thumbs reach it. */
export function BottomBar({ place, unread }: { place: string; unread: number }) {
	return (
		<nav aria-label="Main places" className="bottom">
			<BottomPlace to={TODAY} place={place} />
			<BottomPlace to={UPCOMING} place={place} />
			<Link to={`${isList(place) ? place : "/tasks"}#${ADD_FIELD_ID}`} className="new">
				<span className="icon icon-plus" />
				<span className="sr-only">New task</span>
			</Link>
			<BottomPlace to={ALL} place={place} />
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

function BottomPlace({ to: { href, name, icon }, place }: { to: Place; place: string }) {
	return (
		<Link to={href} aria-current={href === place ? "page" : undefined}>
			<span className={`icon icon-${icon}`} />
			{name}
		</Link>
	);
}

function isList(place: string) {
	return place === "/tasks" || place.startsWith("/tasks?");
}
