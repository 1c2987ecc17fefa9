import { createHmac, timingSafeEqual } from "node:crypto";

/*
 * The address of a calendar feed is its only credential: calendars cannot sign in. It names its user
 * and the number of their feed under a MAC, so that nothing has to be kept to recognise it, and the
 * statements of the feed can be written at once. Renewing counts the number up (users.calendarSeq).
 */

export type CalendarKey = { userId: string; calendarSeq: number };

const SHAPE = /^([0-9a-f]{32})-([1-9]\d{0,8})-([\w-]{43})$/;

/** The path at which the user's feed of that number is. */
export function calendarPath(key: CalendarKey, secret: string): string {
	return `/calendar/${named(key)}-${mac(key, secret)}.ics`;
}

/** The key in the `{secret}` of a path; null when its MAC is wrong. Does not know whether the key was renewed. */
export function readCalendarSecret(text: string, secret: string): CalendarKey | null {
	const [, hex = "", digits = "", given = ""] = SHAPE.exec(text) ?? [];
	const userId = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
	const key = { userId, calendarSeq: Number(digits) };
	// Compared in constant time for any text.
	const expected = Buffer.from(mac(key, secret));
	const actual = Buffer.from(given.padEnd(expected.length, "."));
	return timingSafeEqual(actual, expected) && hex !== "" ? key : null;
}

function named({ userId, calendarSeq }: CalendarKey) {
	return `${userId.replaceAll("-", "")}-${calendarSeq}`;
}

function mac(key: CalendarKey, secret: string) {
	return createHmac("sha256", secret)
		.update(`calendar\n${named(key)}`)
		.digest("base64url");
}
