import { z } from "zod";
import {
	defineSettingsIntent,
	type SettingsScope,
} from "#app/settings-kit/settings-intent.server.ts";
import { transact } from "#db/client.server.ts";
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
	"calendar-on": defineSettingsIntent({
		message: "The calendar feed is on",
		schema: noFields,
		run: renew,
	}),
	"calendar-renew": defineSettingsIntent({
		message: "The calendar feed has a new address. The old one shows nothing any more",
		schema: noFields,
		run: renew,
	}),
	"calendar-off": defineSettingsIntent({
		message: "The calendar feed is off",
		schema: noFields,
		run: ({ db, userId }) => transact(db, [turnOffCalendar(db, userId)]),
	}),
};

// A transaction waits until the session is confirmed; a single statement would not.
function renew({ db, userId }: SettingsScope) {
	return transact(db, [renewCalendar(db, userId)]);
}
