import type { Clock } from "#domain/time/due-words.ts";
import { toInstantView } from "#domain/time/instant-view.ts";
import { deviceName } from "#domain/user/device-name.ts";
import type { SessionView } from "./session-view.ts";

type Row = { id: string; userAgent: string; createdAt: Date };
type Around = { currentId: string; timeZone: string; clock: Clock };

export function toSessionView(row: Row, { currentId, timeZone, clock }: Around): SessionView {
	return {
		id: row.id,
		device: deviceName(row.userAgent),
		isCurrent: row.id === currentId,
		since: toInstantView(row.createdAt, timeZone, clock),
	};
}
