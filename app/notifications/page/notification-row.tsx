import { Link } from "react-router";
import { Button } from "#app/ui/button.tsx";
import { SNOOZE_LABELS, SNOOZE_OPTIONS } from "#domain/notification/snooze.ts";
import type { NotificationView } from "./notification-view.ts";

/** One notification with its buttons, which belong to the form around the list. */
export function NotificationRow({ notification }: { notification: NotificationView }) {
	const { id, title, body, href, at, isUnread, isLate, snoozedUntil } = notification;
	return (
		<li className="flex gap-3 border-line border-b py-3">
			<span
				className={`mt-2 size-2 shrink-0 rounded-full ${isUnread ? "bg-accent" : "bg-transparent"}`}
			/>
			<div className="min-w-0 grow">
				<p className={`wrap-anywhere ${isUnread ? "font-semibold" : ""}`} dir="auto">
					{isUnread && <span className="sr-only">Unread: </span>}
					{href === null ? (
						title
					) : (
						<Link to={href} viewTransition className="hover:underline">
							{title}
						</Link>
					)}
				</p>
				<p className="text-quiet text-sm">
					{isLate && <span className="font-semibold text-high">Late. </span>}
					{body} · <time dateTime={at.datetime}>{at.label}</time>
				</p>
				{snoozedUntil && <p className="text-quiet text-sm">Comes again {snoozedUntil}</p>}
				<Actions notification={notification} />
			</div>
			{isUnread && (
				<Button
					look="quiet"
					name="intent"
					value={`read/${id}`}
					className="-mt-2.5 -mr-4 shrink-0 self-start"
				>
					Mark read<span className="sr-only"> {title}</span>
				</Button>
			)}
		</li>
	);
}

function Actions({ notification: { id, title, canSnooze } }: { notification: NotificationView }) {
	if (!canSnooze) return null;
	return (
		<details className="group -ml-2 text-sm">
			<summary className="inline-flex min-h-11 cursor-pointer items-center rounded-lg px-2 text-accent sm:min-h-8">
				Snooze<span className="sr-only"> {title}</span>
			</summary>
			<div className="flex flex-wrap gap-2 p-2">
				{SNOOZE_OPTIONS.map((how) => (
					<Button key={how} name="intent" value={`${how}/${id}`}>
						{SNOOZE_LABELS[how]}
					</Button>
				))}
			</div>
		</details>
	);
}
