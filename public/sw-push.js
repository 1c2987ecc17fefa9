// Push messages as notifications. What is in them: domain/notification/push-message.ts.

self.addEventListener("push", (event) => {
	event.waitUntil(show(read(event.data)));
});

self.addEventListener("notificationclick", (event) => {
	const { notification, action } = event;
	notification.close();
	event.waitUntil(answer(action, notification.data));
});

self.addEventListener("pushsubscriptionchange", (event) => {
	event.waitUntil(renew(event));
});

/** A push has to be shown, whatever is in it: a browser that sees nothing withdraws the permission. */
function read(data) {
	try {
		return data.json();
	} catch {
		return { title: "Tend", body: "", tag: "tend", path: "/notifications", taskId: null };
	}
}

/** For how long a reminder can be put off (domain/notification/snooze.ts). Most browsers show the first two buttons alone. */
const SNOOZES = {
	"10-minutes": "Snooze 10 min",
	"1-hour": "Snooze 1 hour",
	tomorrow: "Tomorrow 09:00",
};

function show({ title, body, tag, path, notificationId, taskId }) {
	return self.registration.showNotification(title, {
		body,
		tag,
		// One that replaces another should be noticed, too.
		renotify: true,
		icon: "/apple-touch-icon.png",
		data: { path, notificationId, taskId },
		actions: taskId
			? [
					{ action: "done", title: "Done" },
					...Object.entries(SNOOZES).map(([action, title]) => ({ action, title })),
				]
			: [],
	});
}

async function answer(action, { path, notificationId, taskId }) {
	if (action === "done" && (await send("PATCH", `/api/tasks/${taskId}/complete`))) return;
	const snooze = `/api/notifications/${notificationId}/snooze`;
	if (action in SNOOZES && (await send("POST", snooze, { for: action }))) return;
	// The page itself: that was asked for, or it has to be done there.
	await open(path);
}

/** Whether the server did it: there may be no network, and nobody signed in. */
async function send(method, path, body = {}) {
	try {
		const headers = { "content-type": "application/json" };
		const answer = await fetch(path, { method, headers, body: JSON.stringify(body) });
		return answer.ok;
	} catch {
		return false;
	}
}

async function open(path) {
	const url = new URL(path, self.location.origin).href;
	const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
	const there = windows.find((client) => client.url === url);
	if (there) return there.focus();
	return self.clients.openWindow(url);
}

/** The browser has ended its subscription, or is about to, and may have another. */
async function renew({ oldSubscription, newSubscription }) {
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
