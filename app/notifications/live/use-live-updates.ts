import { useEffect } from "react";
import { NOTIFICATIONS } from "#app/client/nav-items.ts";
import { showToast } from "#app/client/toast.ts";
import { useRevalidateLater } from "#app/client/use-revalidate-later.ts";
import type { NotificationNews } from "#domain/notification/live-message.ts";

/** Loads the page's data again for changes made elsewhere, and shows reminders as toasts, as they come. */
export function useLiveUpdates() {
	const revalidate = useRevalidateLater();
	useEffect(() => {
		let stop = () => {};
		let hasEnded = false;
		const start = async () => {
			try {
				const { connectLive } = await import("./live-connection.ts");
				if (hasEnded) return;
				stop = connectLive({ onChange: revalidate, onReminders: showReminders });
			} catch {
				// The script could not be loaded: the page works without it.
			}
		};
		void start();
		return () => {
			hasEnded = true;
			stop();
		};
	}, [revalidate]);
}

function showReminders({ id, taskId, title, body }: NotificationNews, count: number) {
	showToast({
		message: count === 1 ? `${title}: ${body}` : `${title}, and ${count - 1} more reminders`,
		undo: null,
		tone: "done",
		reminder:
			count === 1
				? { href: `/tasks/${taskId}`, snooze: id }
				: { href: NOTIFICATIONS.href, snooze: null },
	});
}
