/** Shows push messages as notifications, and does what their buttons say. */
import type { PushMessage } from "#domain/notification/push-message.ts";
import type { Snooze } from "#domain/notification/snooze.ts";

declare const self: ServiceWorkerGlobalScope;

/** What a notification carries to the click on it. */
type NotificationData = Pick<PushMessage, "path" | "taskId"> & {
	notificationId: string | undefined;
};

/** Two members that TypeScript's library lacks: Safari has neither. */
type ShownOptions = NotificationOptions & {
	renotify: boolean;
	actions: { action: string; title: string }[];
};

/** The snooze buttons. Most browsers show the first two buttons of a notification alone. */
const SNOOZE_TITLES: Record<Snooze, string> = {
	"10-minutes": "Snooze 10 min",
	"1-hour": "Snooze 1 hour",
	tomorrow: "Tomorrow 09:00",
};

/** Shows a push message. One that cannot be read is shown too: a browser that sees nothing withdraws the permission. */
export function showPush(data: PushMessageData | null): Promise<void> {
	const { title, body, tag, path, notificationId, taskId } = readPush(data);
	const options: ShownOptions = {
		body,
		tag,
		// One that replaces another should be noticed, too.
		renotify: true,
		icon: "/apple-touch-icon.png",
		data: { path, notificationId, taskId } satisfies NotificationData,
		actions: taskId
			? [
					{ action: "done", title: "Done" },
					...Object.entries(SNOOZE_TITLES).map(([action, title]) => ({ action, title })),
				]
			: [],
	};
	return self.registration.showNotification(title, options);
}

type ReadPush = Omit<PushMessage, "notificationId"> & { notificationId?: string };

function readPush(data: PushMessageData | null): ReadPush {
	const unknown = { title: "Tend", body: "", tag: "tend", path: "/notifications", taskId: null };
	try {
		return data ? data.json() : unknown;
	} catch {
		return unknown;
	}
}

/** Does what a notification's button says; opens its page when the notification itself was clicked. */
export async function openNotification(
	action: string,
	{ path, notificationId, taskId }: NotificationData,
): Promise<void> {
	if (action === "done" && (await send("PATCH", `/api/tasks/${taskId}/complete`))) return;
	const snooze = `/api/notifications/${notificationId}/snooze`;
	if (action in SNOOZE_TITLES && (await send("POST", snooze, { for: action }))) return;
	// Also where the button failed: it can be done on the page.
	await openPage(path);
}

/** Whether the server did it: the browser may be offline, and nobody signed in. */
async function send(method: string, path: string, body: unknown = {}): Promise<boolean> {
	try {
		const headers = { "content-type": "application/json" };
		const response = await fetch(path, { method, headers, body: JSON.stringify(body) });
		return response.ok;
	} catch {
		return false;
	}
}

async function openPage(path: string) {
	const url = new URL(path, self.location.origin).href;
	const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
	const there = windows.find((client) => client.url === url);
	return there ? there.focus() : self.clients.openWindow(url);
}

/** The browser has ended its subscription, or is about to, and may have another. */
export async function renewSubscription({
	oldSubscription,
	newSubscription,
}: PushSubscriptionChangeEvent): Promise<void> {
	const key = oldSubscription?.options.applicationServerKey;
	const subscription =
		newSubscription ??
		(key &&
			(await self.registration.pushManager.subscribe({
				userVisibleOnly: true,
				applicationServerKey: key,
			})));
	if (subscription) await send("POST", "/api/push/subscriptions", subscription.toJSON());
	if (oldSubscription) {
		await send("DELETE", "/api/push/subscriptions", { endpoint: oldSubscription.endpoint });
	}
}
