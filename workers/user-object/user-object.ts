import { DurableObject } from "cloudflare:workers";
import { AGE_PARAMETER } from "#app/notifications/live-message.ts";
import { Live } from "./live.ts";
import { RecentEvents } from "./recent-events.ts";
import { Reminders } from "./reminders.ts";

/** Under which the worker says whose session a connection is, having made sure of it. */
export const SESSION_HEADER = "x-tend-session";

/**
 * One user's own object: what has to be in one place, or awake, for them alone. Its parts each have
 * a file of their own; here is what reaches them.
 */
export class UserObject extends DurableObject<Env> {
	readonly #live = new Live(this.ctx);
	readonly #reminders = new Reminders(this.ctx, this.env, this.#live);
	readonly #recent = new RecentEvents();

	/**
	 * Told after each change of what is the user's, by who made it and once more by the queue, which
	 * makes up for a call that never came. Without events: of what has none, like settings.
	 */
	async changed(eventIds: string[] = [], requestId: string | null = null): Promise<void> {
		if (this.#recent.hasAll(eventIds)) return;
		await this.#reminders.sync();
		this.#recent.add(eventIds);
		this.#live.broadcast({ type: "changed", requestId });
	}

	/** Makes sure that the object knows what D1 knows. Answers how much of it it did not. */
	async repair(): Promise<number> {
		return this.#reminders.sync();
	}

	/** Takes a page's WebSocket. Only the worker can call this, and has checked the session. */
	override async fetch(request: Request): Promise<Response> {
		const sessionId = request.headers.get(SESSION_HEADER);
		if (request.headers.get("upgrade") !== "websocket" || !sessionId) {
			return new Response("A WebSocket is taken here.", { status: 426 });
		}
		const ageMs = Number(new URL(request.url).searchParams.get(AGE_PARAMETER)) || 0;
		return this.#live.accept(sessionId, ageMs);
	}

	override async alarm(): Promise<void> {
		await this.#reminders.ring();
	}

	/** Pages only listen. Their pings are answered without waking the object. */
	override webSocketMessage(): void {}

	/** Without this the connection would stay, half closed. */
	override webSocketClose(socket: WebSocket): void {
		socket.close();
	}
}
