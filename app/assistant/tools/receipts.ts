import { MONTH_NAMES, WEEKDAY_NAMES } from "#domain/recurrence/recurrence-words.ts";
import { isoWeekday } from "#domain/time/calendar-date.ts";

/** What receipts are made of: words for what a tool's result says. */

type Told = {
	due_date?: string;
	repeats?: string;
	priority?: string;
	tags?: string[];
	reminders?: string[];
	parent_id?: number;
};

/** Behind a title: ", Tue 1 Dec 09:00, every month, high priority, #home". */
export function detailsInWords(result: Told, now: Date): string {
	const { due_date, repeats, priority, tags = [] } = result;
	const parts = [
		due_date && dayInWords(due_date, now),
		repeats,
		priority && `${priority} priority`,
		...tags.map((tag) => `#${tag}`),
	];
	return parts
		.filter(Boolean)
		.map((part) => `, ${part}`)
		.join("");
}

/**
 * "Tue 1 Dec 09:00", with the year where it is not the one of `now`. Never "today": a receipt is
 * read again on other days.
 */
export function dayInWords(dueDate: string, now: Date): string {
	const [date = "", time = ""] = dueDate.split("T");
	const weekday = WEEKDAY_NAMES[isoWeekday(date) - 1]?.slice(0, 3);
	const month = MONTH_NAMES[Number(date.slice(5, 7)) - 1]?.slice(0, 3);
	const year = date.slice(0, 4) === String(now.getUTCFullYear()) ? "" : ` ${date.slice(0, 4)}`;
	const clock = time && ` ${time.slice(0, 5)}`;
	return `${weekday} ${Number(date.slice(8))} ${month}${year}${clock}`;
}

/** What was changed and how it is now: "due Tue 1 Dec, no tags". */
export function changesInWords(changed: string[], result: Told, now: Date): string {
	return changed.map((name) => changeInWords(name, result, now)).join(", ");
}

function changeInWords(name: string, result: Told, now: Date): string {
	const { due_date, priority = "medium", tags, repeats, reminders, parent_id } = result;
	switch (name) {
		case "title":
			return "new title";
		case "description":
			return "new description";
		case "priority":
			return `${priority} priority`;
		case "due_date":
			return due_date ? `due ${dayInWords(due_date, now)}` : "no due date";
		case "tags":
			return tags?.map((tag) => `#${tag}`).join(" ") || "no tags";
		case "recurrence":
			return repeats ?? "no longer repeats";
		case "reminders":
			return reminders ? `reminders ${reminders.join(", ")}` : "no reminders";
		case "parent_id":
			return parent_id ? `subtask of ${parent_id}` : "no longer a subtask";
		default:
			return name;
	}
}
