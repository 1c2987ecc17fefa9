import { z } from "zod";
import {
	DESCRIPTION_MAX_LENGTH,
	REMINDER_MAX_MINUTES_BEFORE,
	REMINDERS_MAX,
	TAG_MAX_LENGTH,
	TAGS_MAX,
	TITLE_MAX_LENGTH,
} from "#domain/limits.ts";
import { normalizeRule } from "#domain/recurrence/recurrence-rule.ts";
import { normalizeText } from "#domain/text/normalize-text.ts";
import { PRIORITIES, STATUSES } from "./task.ts";

/** The fields of a task as every entry point validates them: forms, the API, tools and imports. */

const CONTROL = /\p{Cc}+/gu;
const CONTROL_BUT_LAYOUT = /(?![\n\t])\p{Cc}/gu;

/** Text as it is stored: well-formed, NFC, and without characters that cannot be seen. */
function storedText(tidy: (text: string) => string, maxLength: number, tooLong: string) {
	return (
		z
			.string("This has to be text.")
			// Before it is normalised, which makes it shorter.
			.max(4 * maxLength, tooLong)
			.transform((text) => tidy(normalizeText(text.toWellFormed(), "NFC")))
	);
}

const inOneLine = (text: string) => text.replace(CONTROL, " ").trim();

const inManyLines = (text: string) => text.replaceAll("\r\n", "\n").replace(CONTROL_BUT_LAYOUT, "");

const TITLE_TOO_LONG = `A title has at most ${TITLE_MAX_LENGTH} characters. Put the rest into the description.`;
const DESCRIPTION_TOO_LONG = `A description has at most ${DESCRIPTION_MAX_LENGTH.toLocaleString("en")} characters.`;
const TAG_TOO_LONG = `A tag has at most ${TAG_MAX_LENGTH} characters.`;

export const titleSchema = storedText(inOneLine, TITLE_MAX_LENGTH, TITLE_TOO_LONG)
	.refine((title) => title !== "", "A task needs a title.")
	.refine((title) => countCharacters(title) <= TITLE_MAX_LENGTH, TITLE_TOO_LONG);

export const descriptionSchema = storedText(
	inManyLines,
	DESCRIPTION_MAX_LENGTH,
	DESCRIPTION_TOO_LONG,
).refine(
	(description) => countCharacters(description) <= DESCRIPTION_MAX_LENGTH,
	DESCRIPTION_TOO_LONG,
);

export const statusSchema = z.enum(STATUSES, "Status is pending or completed.");
export const prioritySchema = z.enum(PRIORITIES, "Priority is high, medium or low.");

export const tagSchema = storedText(inOneLine, TAG_MAX_LENGTH, TAG_TOO_LONG)
	.transform((tag) => tag.replace(/^[#\s]+/, "").toLowerCase())
	.refine((tag) => tag !== "", "A tag needs at least one character.")
	.refine((tag) => !tag.includes(","), "A tag has no comma.")
	.refine((tag) => countCharacters(tag) <= TAG_MAX_LENGTH, TAG_TOO_LONG);

export const tagsSchema = z
	.array(tagSchema, "Tags are a list of texts.")
	.max(10 * TAGS_MAX, `A task has at most ${TAGS_MAX} tags.`)
	.transform((tags) => [...new Set(tags)])
	.refine((tags) => tags.length <= TAGS_MAX, `A task has at most ${TAGS_MAX} tags.`);

export const recurrenceSchema = z.strictObject({
	rule: z.string("The rule has to be text.").transform((rule, context) => {
		try {
			return normalizeRule(rule);
		} catch (error) {
			if (!(error instanceof RangeError)) throw error;
			context.addIssue({ code: "custom", message: error.message });
			return z.NEVER;
		}
	}),
	from: z.enum(["due", "completion"], "A task repeats from due or from completion."),
});

export const minutesBeforeSchema = z
	.int("Minutes have to be a whole number.")
	.min(0, "A reminder cannot come after the due date.")
	.max(REMINDER_MAX_MINUTES_BEFORE, "A reminder comes at most 28 days before.");

/** The most reminders a task has, for whoever makes the list of them. */
export const remindersLimit = {
	max: REMINDERS_MAX,
	message: `A task has at most ${REMINDERS_MAX} reminders.`,
};

/** Characters as people count them, near enough: an emoji outside the BMP is one, not two. */
function countCharacters(text: string) {
	return [...text].length;
}
