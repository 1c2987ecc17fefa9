import { z } from "zod";
import { findTimeZones, isTimeZone } from "#domain/time/find-time-zone.ts";
import { THEMES } from "./theme.ts";
import { HOUR_CYCLES, WEEK_STARTS } from "./user.ts";

/** The fields of an account as every entry point validates them. */

export const PASSWORD_MIN_LENGTH = 8;
export const PASSWORD_MAX_LENGTH = 128;

export const emailSchema = z
	.string("Type your e-mail address.")
	.trim()
	.min(1, "Type your e-mail address.")
	.max(254, "An e-mail address has at most 254 characters.")
	.pipe(z.email("This does not look like an e-mail address."));

export const nameSchema = z
	.string("Type your name.")
	.transform((name) =>
		name
			.normalize("NFC")
			.replace(/\p{Cc}+/gu, " ")
			.trim(),
	)
	.pipe(z.string().min(1, "Type your name.").max(100, "A name has at most 100 characters."));

export const newPasswordSchema = z
	.string("Choose a password.")
	.min(PASSWORD_MIN_LENGTH, `A password has at least ${PASSWORD_MIN_LENGTH} characters.`)
	.max(PASSWORD_MAX_LENGTH, `A password has at most ${PASSWORD_MAX_LENGTH} characters.`);

export const timeZoneSchema = z
	.string("Choose a time zone.")
	.refine(isTimeZone, "This is not a time zone that we know. Choose one from the list.");

/** A time zone as people write it: "tokyo". */
export const writtenTimeZoneSchema = z
	.string("Choose a time zone.")
	.transform((text, { addIssue }) => {
		const [zone, ...others] = findTimeZones(text, Intl.supportedValuesOf("timeZone"));
		if (zone && others.length === 0) return zone;
		const message = zone
			? `Which one: ${[zone, ...others].join(", ")}?`
			: "This is not a time zone that we know. Choose one from the list.";
		addIssue({ code: "custom", message });
		return z.NEVER;
	});

export const weekStartSchema = z.coerce
	.number()
	.pipe(z.literal(WEEK_STARTS, "Choose Monday, Saturday or Sunday."));

export const hourCycleSchema = z.enum(HOUR_CYCLES, "Choose 24 hours or 12 hours.");

export const themeSchema = z.enum(THEMES, "Choose System, Light or Dark.");
