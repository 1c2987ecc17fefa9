import { DurableObject } from "cloudflare:workers";

/** One user's own object: what has to be in one place, or awake, for them alone. */
export class UserObject extends DurableObject<Env> {
	/** Told after each change of the user's tasks. */
	async changed(_eventIds: string[]): Promise<void> {}
}
