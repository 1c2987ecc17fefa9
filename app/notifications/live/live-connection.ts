/**
 * The WebSocket to the user's object (workers/entries/live.ts), by which an open page learns of changes
 * made elsewhere. It reconnects by itself, but not while the page is hidden; while there is no
 * connection the page's data is loaded again every 20 seconds. Only for browsers, loaded after the page.
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
	/** The page's data may be out of date. */
	onChange: () => void;
	onReminders: (first: NotificationNews, count: number) => void;
};

/** Changes that come within this time are shown together. */
const BATCH_MS = 150;
/** The page's data is loaded again at most once in this time. */
const REFRESH_INTERVAL_MS = 1_000;
/**
 * Where changes keep coming (a program at work), after so many times it is loaded each 4 seconds: these
 * requests count in the user's quota, too.
 */
const REFRESHES_MAX = 60;
const SLOW_REFRESH_MS = 4_000;
const RETRY_MIN_MS = 1_000;
const RETRY_MAX_MS = 60_000;
const POLL_MS = 20_000;
const PING_MS = 30_000;
const PONG_MS = 10_000;

const TIMERS = ["change", "retry", "poll", "ping", "pong"] as const;
type Timer = (typeof TIMERS)[number];

/** Connects, and tells the listener, until the function that it returns is called. */
export function connectLive(listener: Listener): () => void {
	const connection = new LiveConnection(listener);
	const events = new AbortController();
	const { signal } = events;
	document.addEventListener("visibilitychange", () => connection.refreshIfVisible(), { signal });
	window.addEventListener("online", () => connection.refreshIfVisible(), { signal });
	// A page with an open WebSocket is not kept in the back/forward cache.
	window.addEventListener("pagehide", () => connection.disconnect(), { signal });
	window.addEventListener(
		"pageshow",
		({ persisted }) => persisted && connection.refreshIfVisible(),
		{ signal },
	);
	connection.refreshIfVisible();
	return () => {
		events.abort();
		connection.end();
	};
}

class LiveConnection {
	readonly #listener: Listener;
	#socket: WebSocket | null = null;
	#failures = 0;
	/** There may have been changes that the page does not show yet. */
	#isStale = false;
	#hasEnded = false;
	#reminders: Parameters<Listener["onReminders"]> | null = null;
	/** The ids of the requests whose changes are not shown yet; null for a change that no page made. */
	#changes: (string | null)[] = [];
	#refreshedAt = 0;
	/** How many times the data may be loaded at the short interval; one more each `SLOW_REFRESH_MS`. */
	#refreshesLeft = REFRESHES_MAX;
	#timers: Partial<Record<Timer, number>> = {};

	constructor(listener: Listener) {
		this.#listener = listener;
	}

	/** Brings a visible page up to date: shows what came while it was hidden, and connects. */
	refreshIfVisible() {
		if (this.#hasEnded || document.hidden) return;
		if (this.#reminders) this.#listener.onReminders(...this.#reminders);
		this.#reminders = null;
		if (this.#isStale) this.#change(null);
		if (this.#socket || !navigator.onLine) return;
		this.#clear("retry");
		this.#connect();
	}

	disconnect() {
		this.#isStale = true;
		const socket = this.#socket;
		this.#socket = null;
		for (const name of TIMERS) this.#clear(name);
		socket?.close();
	}

	end() {
		this.#hasEnded = true;
		this.disconnect();
	}

	#connect() {
		// The server compares it with the last change: one since the page was requested is not on it.
		const age = `${AGE_PARAMETER}=${Math.ceil(performance.now())}`;
		const socket = new WebSocket(`${location.origin.replace(/^http/, "ws")}/live?${age}`);
		this.#socket = socket;
		socket.onopen = () => {
			if (this.#failures > 0) this.#change(null);
			this.#failures = 0;
			this.#clear("poll");
			this.#ping();
		};
		socket.onmessage = ({ data }) => this.#onMessage(String(data));
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
			// At random within half of the time, so that not all clients reconnect at once.
			this.#start("retry", wait * (0.5 + Math.random() / 2), () => this.refreshIfVisible());
			if (!this.#timers.poll) this.#poll();
		};
	}

	#onMessage(text: string) {
		if (text === PONG) return this.#clear("pong");
		const message = JSON.parse(text) as LiveMessage;
		if (message.type === "changed") return this.#change(message.requestId);
		this.#reminders = [message.first, message.count];
		this.#change(null);
		this.refreshIfVisible();
	}

	#change(requestId: string | null) {
		this.#changes.push(requestId);
		if (document.hidden) {
			this.#isStale = true;
			return;
		}
		if (this.#timers.change) return;
		const age = Date.now() - this.#refreshedAt;
		this.#refreshesLeft = Math.min(REFRESHES_MAX, this.#refreshesLeft + age / SLOW_REFRESH_MS);
		const interval = this.#refreshesLeft >= 1 ? REFRESH_INTERVAL_MS : SLOW_REFRESH_MS;
		const wait = Math.max(BATCH_MS, interval - age);
		this.#start("change", wait, () => {
			const isOwn = this.#changes.every((id) => id !== null && isOwnRequest(id));
			this.#changes = [];
			this.#isStale = false;
			if (isOwn) return;
			// Without an open connection the session may have ended, and loading the data would lead to
			// the sign-in page: away from what is typed.
			if (this.#socket?.readyState !== WebSocket.OPEN && hasUnsavedText()) {
				this.#isStale = true;
				return;
			}
			this.#refreshedAt = Date.now();
			this.#refreshesLeft -= 1;
			this.#listener.onChange();
		});
	}

	/** Loading the data again leads to the sign-in page, as a document. Unsaved text stays instead. */
	#showSessionEnded() {
		if (!hasUnsavedText()) this.#listener.onChange();
	}

	#poll() {
		this.#start("poll", POLL_MS, () => {
			if (navigator.onLine) this.#change(null);
			this.#poll();
		});
	}

	/** A connection can be dead without either end noticing: closes one that leaves a ping unanswered. */
	#ping() {
		this.#start("ping", PING_MS, () => {
			if (!document.hidden) {
				this.#socket?.send(PING);
				this.#start("pong", PONG_MS, () => this.#socket?.close());
			}
			this.#ping();
		});
	}

	#start(name: Timer, ms: number, run: () => void) {
		this.#clear(name);
		this.#timers[name] = window.setTimeout(() => {
			this.#timers[name] = undefined;
			run();
		}, ms);
	}

	#clear(name: Timer) {
		clearTimeout(this.#timers[name]);
		this.#timers[name] = undefined;
	}
}
