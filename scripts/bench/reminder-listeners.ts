import { once } from "node:events";
import type { LiveMessage } from "#domain/notification/live-message.ts";
import type { BenchUser } from "./database.ts";

/** When an open page heard of a notification, by the notification's id. */
export type Arrivals = Map<string, number>;

// Node's takes headers, which a browser's does not.
const Socket = WebSocket as unknown as new (
	url: string,
	init: { headers: Record<string, string> },
) => WebSocket;

/** Opens what a page of each user would: the WebSocket on which it hears of reminders. */
export async function listenForReminders(
	url: string,
	users: BenchUser[],
): Promise<{ arrivals: Arrivals; close: () => void }> {
	const arrivals: Arrivals = new Map();
	const sockets = users.map(({ cookie }) => {
		const headers = { cookie, origin: url };
		const socket = new Socket(`${url.replace("http", "ws")}/live`, { headers });
		socket.addEventListener("message", ({ data }) => {
			const message = JSON.parse(String(data)) as LiveMessage;
			if (message.type === "notification") arrivals.set(message.first.id, Date.now());
		});
		return socket;
	});
	await Promise.all(sockets.map((socket) => once(socket, "open")));
	return {
		arrivals,
		close: () => {
			for (const socket of sockets) socket.close();
		},
	};
}
