import { z } from "zod";
import {
	EMAIL_MAX_LENGTH,
	NAME_MAX_LENGTH,
	PASSWORD_MAX_LENGTH,
	PASSWORD_MIN_LENGTH,
	TIME_ZONE_MAX_LENGTH,
} from "#domain/limits.ts";
import { normalizeText } from "#domain/text/normalize-text.ts";
import { findTimeZones, isTimeZone } from "#domain/time/find-time-zone.ts";
import { THEMES } from "./theme.ts";
import { HOUR_CYCLES, WEEK_STARTS } from "./user.ts";

/** The fields of an account as every entry point validates them. */

const NAME_TOO_LONG = `A name has at most ${NAME_MAX_LENGTH} characters.`;
const NO_TIME_ZONE = "This is not a time zone that we know. Choose one from the list.";

export const emailSchema = z
	.string("Type your e-mail address.")
	.max(EMAIL_MAX_LENGTH, `An e-mail address has at most ${EMAIL_MAX_LENGTH} characters.`)
	.trim()
	.min(1, "Type your e-mail address.")
	.pipe(z.email("This does not look like an e-mail address."));

export const nameSchema = z
	.string("Type your name.")
	// What is decomposed gets shorter.
	.max(4 * NAME_MAX_LENGTH, NAME_TOO_LONG)
	.transform((name) =>
		normalizeText(name, "NFC")
			.replace(/\p{Cc}+/gu, " ")
			.trim(),
	)
	.pipe(z.string().min(1, "Type your name.").max(NAME_MAX_LENGTH, NAME_TOO_LONG));

export const newPasswordSchema = z
	.string("Choose a password.")
	.min(PASSWORD_MIN_LENGTH, `A password has at least ${PASSWORD_MIN_LENGTH} characters.`)
	.max(PASSWORD_MAX_LENGTH, `A password has at most ${PASSWORD_MAX_LENGTH} characters.`);

export const timeZoneSchema = z
	.string("Choose a time zone.")
	.max(TIME_ZONE_MAX_LENGTH, NO_TIME_ZONE)
	.refine(isTimeZone, NO_TIME_ZONE);

/** A time zone as people write it: "tokyo". */
export const writtenTimeZoneSchema = z
	.string("Choose a time zone.")
	.max(TIME_ZONE_MAX_LENGTH, NO_TIME_ZONE)
	.transform((text, { addIssue }) => {
		const [zone, ...others] = findTimeZones(text, Intl.supportedValuesOf("timeZone"));
		if (zone && others.length === 0) return zone;
		const message = zone ? `Which one: ${[zone, ...others].join(", ")}?` : NO_TIME_ZONE;
		addIssue({ code: "custom", message });
		return z.NEVER;
	});

export const weekStartSchema = z.coerce
	.number()
	.pipe(z.literal(WEEK_STARTS, "Choose Monday, Saturday or Sunday."));

export const hourCycleSchema = z.enum(HOUR_CYCLES, "Choose 24 hours or 12 hours.");

export const themeSchema = z.enum(THEMES, "Choose System, Light or Dark.");
