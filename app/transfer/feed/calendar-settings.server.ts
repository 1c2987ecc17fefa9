import { z } from "zod";
import { type SettingsScope, settingsIntent } from "#app/settings-kit/settings-part.server.ts";
import { findCalendarSeq, renewCalendar, turnOffCalendar } from "#db/transfer/transfer.server.ts";
import { calendarPath } from "./calendar-secret.server.ts";

/** The calendar feed's part of the settings: what it shows, and what its buttons do. */

export async function loadCalendar({ db, userId, secret, origin }: SettingsScope) {
	const calendarSeq = await findCalendarSeq(db, userId);
	const address = calendarSeq > 0 ? origin + calendarPath({ userId, calendarSeq }, secret) : null;
	return { address };
}

const noFields = z.object({});

export const CALENDAR_INTENTS = {
	"calendar-on": settingsIntent("The calendar feed is on", noFields, renew),
	"calendar-renew": settingsIntent(
		"The calendar feed has a new address. The old one shows nothing any more",
		noFields,
		renew,
	),
	"calendar-off": settingsIntent("The calendar feed is off", noFields, ({ db, userId }) =>
		turnOffCalendar(db, userId).execute(),
	),
};

function renew({ db, userId }: SettingsScope) {
	return renewCalendar(db, userId).execute();
}
