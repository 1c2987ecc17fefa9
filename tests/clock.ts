import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { vi } from "vitest";

/** Stops the clock that the worker and its objects read at that time. Timers go on. */
export function setClock(time: string): void {
	vi.useFakeTimers({ toFake: ["Date"] });
	vi.setSystemTime(new Date(time));
}

export function objectOf({ userId }: { userId: string }) {
	return env.USER_OBJECT.getByName(userId);
}

/** When the user's object is to wake up, once it has taken in all that it was told. */
export async function alarmOf(user: { userId: string }): Promise<string | null> {
	await objectOf(user).repair();
	const at = await runInDurableObject(objectOf(user), (_, state) => state.storage.getAlarm());
	return at === null ? null : new Date(at).toISOString().replace(".000", "");
}

/** Sets the clock to that time and lets the user's alarm ring, and once more, as it may. */
export async function ringAt(user: { userId: string }, time: string): Promise<void> {
	setClock(time);
	for (let times = 0; times < 2; times += 1) await runDurableObjectAlarm(objectOf(user));
}
