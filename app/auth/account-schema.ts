import { z } from "zod";
import { THEMES } from "./theme.ts";

/** The fields of an account as every door checks them. */

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

export const themeSchema = z.enum(THEMES, "Choose System, Light or Dark.");

export function isTimeZone(name: string): boolean {
	try {
		// Fixed offsets pass here too, but a zone is what knows when its clocks change.
		return !/^[+-]/.test(name) && new Intl.DateTimeFormat("en", { timeZone: name }) !== null;
	} catch {
		return false;
	}
}
