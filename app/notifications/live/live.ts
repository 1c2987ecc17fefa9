/**
 * The line to the user's object (workers/entries/live.ts), by which an open page hears what happens
 * elsewhere. It comes back by itself, waits while nobody looks, and where no WebSocket gets through
 * it asks now and then instead. Only for browsers, and loaded late.
 */

import { isOwnRequest } from "#app/client/own-requests.ts";
import { hasUnsavedText } from "#app/client/unsaved-text.ts";
import {
	AGE_PARAMETER,
	type LiveMessage,
	type NotificationNews,
	PING,
	PONG,
	SESSION_ENDED_CODE,
} from "#domain/notification/live-message.ts";

type Listener = {
	/** What the page shows may be old. */
	onChange: () => void;
	onReminders: (first: NotificationNews, count: number) => void;
};

/** What happens together is shown together. */
const SETTLE_MS = 150;
const CHANGES_EVERY_MS = 1_000;
const RETRY_MIN_MS = 1_000;
const RETRY_MAX_MS = 60_000;
const POLL_MS = 20_000;
const PING_MS = 30_000;
const PONG_MS = 10_000;

const TIMERS = ["change", "retry", "poll", "ping", "pong"] as const;
type Timer = (typeof TIMERS)[number];

/** Listens until the function that it returns is called. */
export function follow(listener: Listener): () => void {
	const line = new Line(listener);
	const events = new AbortController();
	const { signal } = events;
	document.addEventListener("visibilitychange", () => line.look(), { signal });
	window.addEventListener("online", () => line.look(), { signal });
	// With an open WebSocket a page is not kept for the way back to it.
	window.addEventListener("pagehide", () => line.hangUp(), { signal });
	window.addEventListener("pageshow", ({ persisted }) => persisted && line.look(), { signal });
	line.look();
	return () => {
		events.abort();
		line.end();
	};
}

class Line {
	readonly #listener: Listener;
	#socket: WebSocket | null = null;
	#failures = 0;
	/** Something may have happened that was not heard of. */
	#hasMissed = false;
	#isOver = false;
	#reminders: Parameters<Listener["onReminders"]> | null = null;
	/** By which requests things have changed that are not shown yet; null is none of a page's. */
	#changes: (string | null)[] = [];
	#shownAt = 0;
	#timers: Partial<Record<Timer, number>> = {};

	constructor(listener: Listener) {
		this.#listener = listener;
	}

	/** Somebody looks at the page, or may again: it should be up to date, and stay so. */
	look() {
		if (this.#isOver || document.hidden) return;
		if (this.#reminders) this.#listener.onReminders(...this.#reminders);
		this.#reminders = null;
		if (this.#hasMissed) this.#change(null);
		if (this.#socket || !navigator.onLine) return;
		this.#clear("retry");
		this.#connect();
	}

	hangUp() {
		this.#hasMissed = true;
		const socket = this.#socket;
		this.#socket = null;
		for (const name of TIMERS) this.#clear(name);
		socket?.close();
	}

	end() {
		this.#isOver = true;
		this.hangUp();
	}

	#connect() {
		// What has changed since the page was asked for is not on it.
		const age = `${AGE_PARAMETER}=${Math.ceil(performance.now())}`;
		const socket = new WebSocket(`${location.origin.replace(/^http/, "ws")}/live?${age}`);
		this.#socket = socket;
		socket.onopen = () => {
			if (this.#failures > 0) this.#change(null);
			this.#failures = 0;
			this.#clear("poll");
			this.#ping();
		};
		socket.onmessage = ({ data }) => this.#hear(String(data));
		socket.onclose = ({ code }) => {
			if (socket !== this.#socket) return;
			this.#socket = null;
			this.#clear("ping");
			this.#clear("pong");
			if (code === SESSION_ENDED_CODE) {
				this.end();
				this.#showSessionEnded();
				return;
			}
			this.#failures += 1;
			const wait = Math.min(RETRY_MIN_MS * 2 ** (this.#failures - 1), RETRY_MAX_MS);
			// Not all at once after the server was away.
			this.#start("retry", wait * (0.5 + Math.random() / 2), () => this.look());
			if (!this.#timers.poll) this.#poll();
		};
	}

	#hear(text: string) {
		if (text === PONG) return this.#clear("pong");
		const message = JSON.parse(text) as LiveMessage;
		if (message.type === "changed") return this.#change(message.requestId);
		this.#reminders = [message.first, message.count];
		this.#change(null);
		this.look();
	}

	#change(requestId: string | null) {
		this.#changes.push(requestId);
		if (document.hidden) {
			this.#hasMissed = true;
			return;
		}
		if (this.#timers.change) return;
		const wait = Math.max(SETTLE_MS, this.#shownAt + CHANGES_EVERY_MS - Date.now());
		this.#start("change", wait, () => {
			const isOwn = this.#changes.every((id) => id !== null && isOwnRequest(id));
			this.#changes = [];
			this.#hasMissed = false;
			if (isOwn) return;
			// Only an open line says that the session lives: else the page might lead to signing in.
			if (this.#socket?.readyState !== WebSocket.OPEN && hasUnsavedText()) {
				this.#hasMissed = true;
				return;
			}
			this.#shownAt = Date.now();
			this.#listener.onChange();
		});
	}

	/** The page finds out for itself, and leads to signing in; what is typed can still be sent. */
	#showSessionEnded() {
		if (!hasUnsavedText()) this.#listener.onChange();
	}

	#poll() {
		this.#start("poll", POLL_MS, () => {
			if (navigator.onLine) this.#change(null);
			this.#poll();
		});
	}

	/** A line can be dead without either end knowing. */
	#ping() {
		this.#start("ping", PING_MS, () => {
			if (!document.hidden) {
				this.#socket?.send(PING);
				this.#start("pong", PONG_MS, () => this.#socket?.close());
			}
			this.#ping();
		});
	}

	#start(name: Timer, ms: number, what: () => void) {
		this.#clear(name);
		this.#timers[name] = window.setTimeout(() => {
			this.#timers[name] = undefined;
			what();
		}, ms);
	}

	#clear(name: Timer) {
		clearTimeout(this.#timers[name]);
		this.#timers[name] = undefined;
	}
}
