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
export class Live {
	readonly #ctx: DurableObjectState;
	/** Forgotten when the object sleeps, which it does only when nothing happens for a while. */
	#changedAt = 0;

	constructor(ctx: DurableObjectState) {
		this.#ctx = ctx;
		ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair(PING, PONG));
	}

	/** Takes a connection for a session that is known to live, of a page of that age. */
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
			// One that is just going away cannot be told anything.
			if (socket.readyState === WebSocket.OPEN) socket.send(text);
		}
	}
}
