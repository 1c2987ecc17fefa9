import type { Clock } from "#domain/time/format-due-date.ts";
import { toInstantView } from "#domain/time/instant-view.ts";
import { deviceName } from "#domain/user/device-name.ts";
import type { SessionView } from "./session-view.ts";

type Row = { id: string; userAgent: string; createdAt: Date };
type ViewOptions = { currentId: string; timeZone: string; clock: Clock };

/** A session for the settings page. `currentId` is the hashed id of the session at hand. */
export function toSessionView(row: Row, { currentId, timeZone, clock }: ViewOptions): SessionView {
	return {
		id: row.id,
		device: deviceName(row.userAgent),
		isCurrent: row.id === currentId,
		since: toInstantView(row.createdAt, timeZone, clock),
	};
}
