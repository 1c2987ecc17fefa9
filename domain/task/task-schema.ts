import { z } from "zod";
import { normalizeRule } from "#domain/recurrence/recurrence-rule.ts";
import {
	DESCRIPTION_MAX_LENGTH,
	PRIORITIES,
	REMINDER_MAX_MINUTES_BEFORE,
	REMINDERS_MAX,
	STATUSES,
	TAG_MAX_LENGTH,
	TAGS_MAX,
	TITLE_MAX_LENGTH,
} from "./task.ts";

/** The fields of a task as every entry point validates them: forms, the API, tools and imports. */

const CONTROL = /\p{Cc}+/gu;
const CONTROL_BUT_LAYOUT = /(?![\n\t])\p{Cc}/gu;

/** Text as it is stored: well-formed, NFC, and without characters that cannot be seen. */
const oneLine = z
	.string("This has to be text.")
	.transform((text) => text.toWellFormed().normalize("NFC").replace(CONTROL, " ").trim());

const manyLines = z
	.string("This has to be text.")
	.transform((text) =>
		text.toWellFormed().normalize("NFC").replaceAll("\r\n", "\n").replace(CONTROL_BUT_LAYOUT, ""),
	);

export const titleSchema = oneLine
	.refine((title) => title !== "", "A task needs a title.")
	.refine((title) => countCharacters(title) <= TITLE_MAX_LENGTH, {
		message: `A title has at most ${TITLE_MAX_LENGTH} characters. Put the rest into the description.`,
	});

export const descriptionSchema = manyLines.refine(
	(description) => countCharacters(description) <= DESCRIPTION_MAX_LENGTH,
	`A description has at most ${DESCRIPTION_MAX_LENGTH.toLocaleString("en")} characters.`,
);

export const statusSchema = z.enum(STATUSES, "Status is pending or completed.");
export const prioritySchema = z.enum(PRIORITIES, "Priority is high, medium or low.");

export const tagSchema = oneLine
	.transform((tag) => tag.replace(/^[#\s]+/, "").toLowerCase())
	.refine((tag) => tag !== "", "A tag needs at least one character.")
	.refine((tag) => !tag.includes(","), "A tag has no comma.")
	.refine((tag) => countCharacters(tag) <= TAG_MAX_LENGTH, {
		message: `A tag has at most ${TAG_MAX_LENGTH} characters.`,
	});

export const tagsSchema = z
	.array(tagSchema, "Tags are a list of texts.")
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
