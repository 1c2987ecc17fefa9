import type { FormEvent } from "react";
import { Link } from "react-router";
import { useSubmitForm } from "#app/client/submit/submit-form.ts";
import { Button } from "#app/ui/button.tsx";
import { NotificationRow } from "./notification-row.tsx";
import type { NotificationView } from "./notification-view.ts";

type NotificationsPageProps = {
	notifications: NotificationView[];
	unread: number;
	page: number;
	lastPage: number;
};

/** The list of notifications, unread first. */
export function NotificationsPage({ notifications, unread, ...pages }: NotificationsPageProps) {
	const submitForm = useSubmitForm();
	const path = pathOfPage(pages.page);
	const onSubmit = (event: FormEvent<HTMLFormElement>) => {
		event.preventDefault();
		const { submitter } = event.nativeEvent as SubmitEvent;
		// The button may disappear, and the focus with it; the link of its row stays.
		submitter?.closest("li")?.querySelector("a")?.focus();
		void submitForm(new FormData(event.currentTarget, submitter), path);
	};
	return (
		<div className="column">
			<form method="post" action={path} onSubmit={onSubmit}>
				<header className="flex min-h-11 flex-wrap items-center justify-between gap-3 pb-3">
					<h1>Notifications</h1>
					{unread > 0 && (
						<Button name="intent" value="read-all">
							Mark all read
						</Button>
					)}
				</header>
				{notifications.length > 0 ? (
					<ul aria-label="Notifications">
						{notifications.map((notification) => (
							<NotificationRow key={notification.id} notification={notification} />
						))}
					</ul>
				) : (
					<Empty page={pages.page} />
				)}
			</form>
			<Pages {...pages} />
		</div>
	);
}

export function pathOfPage(page: number): string {
	return page > 1 ? `/notifications?page=${page}` : "/notifications";
}

function Empty({ page }: { page: number }) {
	return (
		<div className="empty">
			{page > 1 ? (
				<p>
					There is no page {page}. <Link to="/notifications">Go to the first one</Link>.
				</p>
			) : (
				<>
					<p className="empty-title">Nothing to be reminded of</p>
					<p>Give a task a reminder, like “Call Ann tomorrow 9am remind me 30 minutes before”.</p>
				</>
			)}
		</div>
	);
}

function Pages({ page, lastPage }: { page: number; lastPage: number }) {
	if (lastPage === 1 || page > lastPage) return null;
	return (
		<nav aria-label="Pages" className="pager">
			{page > 1 ? (
				<Link to={pathOfPage(page - 1)} rel="prev" className="pager-previous">
					Previous
				</Link>
			) : (
				<span />
			)}
			<p>
				Page {page} of {lastPage}
			</p>
			{page < lastPage ? (
				<Link to={pathOfPage(page + 1)} rel="next" className="pager-next">
					Next
				</Link>
			) : (
				<span />
			)}
		</nav>
	);
}
