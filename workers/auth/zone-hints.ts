/*
 * Where users were last seen, as far as this isolate knows. A hint for writing statements before D1
 * has answered; a wrong one costs a second trip, never a wrong answer.
 */

const HINTS_MAX = 10_000;
const hints = new Map<string, string>();

export function zoneHint(userId: string): string | null {
	return hints.get(userId) ?? null;
}

export function rememberZone(userId: string, timeZone: string): void {
	hints.delete(userId);
	hints.set(userId, timeZone);
	if (hints.size > HINTS_MAX) hints.delete(hints.keys().next().value as string);
}
