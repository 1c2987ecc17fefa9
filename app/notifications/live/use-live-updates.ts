import { useEffect } from "react";
import { NOTIFICATIONS } from "#app/client/nav-items.ts";
import { showToast } from "#app/client/toast.ts";
import { useRevalidateLater } from "#app/client/use-revalidate-later.ts";
import type { NotificationNews } from "#domain/notification/live-message.ts";

/** Shows what is changed elsewhere, and says what there is to be reminded of, as it happens. */
export function useLiveUpdates() {
	const revalidate = useRevalidateLater();
	useEffect(() => {
		let stop = () => {};
		let isOver = false;
		const start = async () => {
			try {
				const { follow } = await import("./live.ts");
				if (isOver) return;
				stop = follow({ onChange: revalidate, onReminders: announceReminders });
			} catch {
				// Without it the page is as good as it was without a script.
			}
		};
		void start();
		return () => {
			isOver = true;
			stop();
		};
	}, [revalidate]);
}

function announceReminders({ id, taskId, title, body }: NotificationNews, count: number) {
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
