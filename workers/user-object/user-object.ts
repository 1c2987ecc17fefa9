import { DurableObject } from "cloudflare:workers";

/** One user's own object: what has to be in one place, or awake, for them alone. */
export class UserObject extends DurableObject<Env> {
	/** Told after each change of the user's tasks, and with no events after a move to another zone. */
	async changed(_eventIds: string[]): Promise<void> {}

	/** All of the user's chats, with all of their messages. */
	async exportChats(): Promise<unknown[]> {
		return [];
	}

	/** Empties the object: the account is being deleted. */
	async deleteAll(): Promise<void> {
		await this.ctx.storage.deleteAlarm();
		await this.ctx.storage.deleteAll();
	}
}
