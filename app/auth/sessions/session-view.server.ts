import { toMomentView } from "#app/tasks/view/task-view.server.ts";
import type { Clock } from "#domain/time/due-words.ts";
import type { SessionView } from "./session-view.ts";

type Row = { id: string; userAgent: string; createdAt: Date };
type Around = { currentId: string; timeZone: string; clock: Clock };

export function toSessionView(row: Row, { currentId, timeZone, clock }: Around): SessionView {
	return {
		id: row.id,
		device: deviceName(row.userAgent),
		isCurrent: row.id === currentId,
		since: toMomentView(row.createdAt, timeZone, clock),
	};
}

// The more particular first: Edge calls itself Chrome too, and Chrome Safari.
const BROWSERS = [
	["Edg", "Edge"],
	["OPR", "Opera"],
	["Firefox", "Firefox"],
	["Chrom", "Chrome"],
	["Safari", "Safari"],
] as const;
const SYSTEMS = [
	["Android", "Android"],
	["iPhone", "iPhone"],
	["iPad", "iPad"],
	["Windows", "Windows"],
	["Mac OS", "macOS"],
	["CrOS", "ChromeOS"],
	["Linux", "Linux"],
] as const;

/** Enough of a user agent to tell one's devices apart; its first word where nothing is known. */
export function deviceName(userAgent: string) {
	const browser = BROWSERS.find(([mark]) => userAgent.includes(mark))?.[1];
	const system = SYSTEMS.find(([mark]) => userAgent.includes(mark))?.[1];
	if (browser && system) return `${browser} on ${system}`;
	return browser ?? system ?? (userAgent.split(/[\s/]/)[0] || "An unknown device");
}
