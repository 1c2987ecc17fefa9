import type { TaskJson } from "#cli/backend/api.ts";
import { EXIT, failure } from "#cli/backend/failure.ts";
import { parseDueWords } from "#domain/language/due-text.ts";
import { parseRecurrence } from "#domain/language/recurrence-text.ts";
import { parseReminder } from "#domain/language/reminder-text.ts";
import type { Recurrence } from "#domain/recurrence/recurrence-rule.ts";
import { formatDueDate } from "#domain/time/due-date.ts";
import type { Context } from "./context.ts";

/** Options in people's words, as the API takes them. The words are those of the task page. */

/** Clears a field, where an option takes it. */
export const NONE = "none";

/** A date in any form that pages take, in the user's zone. Throws a `Failure`. */
export async function parseDateOption(
	context: Context,
	text: string,
	option: string,
): Promise<string> {
	const moment = await momentOf(context);
	const due = parseDueWords(text, moment);
	if (due !== null) return formatDueDate(due, moment.timeZone);
	throw failure(
		EXIT.usage,
		`${option}: ${JSON.stringify(text)} is not a date. Write it like 2026-12-01, "friday 3pm" or "in 2 weeks".`,
	);
}

export async function parseRepeat(context: Context, text: string): Promise<Recurrence> {
	const moment = await momentOf(context);
	const repeat = parseRecurrence(text, moment);
	if (repeat?.time === null) return repeat.recurrence;
	if (repeat) throw failure(EXIT.usage, `--repeat: put the time (${repeat.time}) into --due.`);
	throw failure(
		EXIT.usage,
		`--repeat: ${JSON.stringify(text)} is not understood. Write it like "every week on mon" or "every month on the 31st".`,
	);
}

export async function parseReminders(
	context: Context,
	texts: string[],
): Promise<TaskJson["reminders"]> {
	const moment = await momentOf(context);
	try {
		return texts.map((text) => {
			const reminder = parseReminder(text, moment);
			return "at" in reminder ? { at: formatDueDate(reminder.at, moment.timeZone) } : reminder;
		});
	} catch (error) {
		if (!(error instanceof RangeError)) throw error;
		throw failure(EXIT.usage, `--remind: ${error.message}`);
	}
}

async function momentOf(context: Context) {
	return { timeZone: await (await context.backend()).timeZone(), now: new Date() };
}
