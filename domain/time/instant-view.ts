import { type Clock, dueInWords } from "./format-due-date.ts";
import { nowIn } from "./zoned-time.ts";

/** What a `time` element shows: words in the user's zone, and the instant as ISO 8601 in UTC. */
export type InstantView = { label: string; datetime: string };

/** The view of an instant in `timeZone` (IANA); `clock` is the one of the same zone. */
export function toInstantView(instant: Date, timeZone: string, clock: Clock): InstantView {
	const label = dueInWords(nowIn(timeZone, instant), clock.now, clock);
	return { label, datetime: instant.toISOString() };
}
