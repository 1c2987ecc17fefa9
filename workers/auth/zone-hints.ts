import QuickLRU from "quick-lru";

/*
 * Time zones (IANA names) that users were last seen in, as far as this isolate knows. A hint for
 * writing statements before D1 has answered; a wrong one costs a second trip, never a wrong answer.
 */

const hints = new QuickLRU<string, string>({ maxSize: 10_000 });

/** The zone that the user was last seen in; null when this isolate has not seen them. */
export function zoneHint(userId: string): string | null {
	return hints.get(userId) ?? null;
}

export function rememberZone(userId: string, timeZone: string): void {
	hints.set(userId, timeZone);
}
