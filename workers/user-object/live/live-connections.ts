import {
	type LiveMessage,
	PING,
	PONG,
	SESSION_ENDED_CODE,
} from "#domain/notification/live-message.ts";

/** More than anybody has tabs; who opens one more loses the oldest. */
const CONNECTIONS_MAX = 30;

/**
 * The open pages of one user: WebSockets that outlive the object's sleep. Each belongs to a session,
 * whose hashed id is its tag, and is closed when that has ended.
 */
export class LiveConnections {
	readonly #ctx: DurableObjectState;
	/** Unix time in ms of the last broadcast. Lost when the object sleeps, which it does only after a quiet while. */
	#changedAt = 0;

	constructor(ctx: DurableObjectState) {
		this.#ctx = ctx;
		ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair(PING, PONG));
	}

	/**
	 * Accepts the WebSocket of a page for a session that the worker has validated. A page that was
	 * rendered (`ageMs` ago) before the last change is told to refresh at once.
	 */
	accept(sessionId: string, ageMs: number): Response {
		const [oldest, ...others] = this.#ctx.getWebSockets();
		if (oldest && others.length + 1 >= CONNECTIONS_MAX) oldest.close(1013, "Too many pages");
		const { 0: client, 1: server } = new WebSocketPair();
		this.#ctx.acceptWebSocket(server, [sessionId]);
		if (Date.now() - ageMs <= this.#changedAt) {
			server.send(JSON.stringify({ type: "changed", requestId: null } satisfies LiveMessage));
		}
		return new Response(null, { status: 101, webSocket: client });
	}

	get isWatched(): boolean {
		return this.#ctx.getWebSockets().length > 0;
	}

	/** Closes the connections of all sessions but these. */
	keepOnly(sessionIds: string[]): void {
		for (const socket of this.#ctx.getWebSockets()) {
			const [sessionId = ""] = this.#ctx.getTags(socket);
			if (!sessionIds.includes(sessionId)) socket.close(SESSION_ENDED_CODE, "Signed out");
		}
	}

	broadcast(message: LiveMessage): void {
		this.#changedAt = Date.now();
		const text = JSON.stringify(message);
		for (const socket of this.#ctx.getWebSockets()) {
			// A socket that is closing throws on `send`.
			if (socket.readyState === WebSocket.OPEN) socket.send(text);
		}
	}
}
