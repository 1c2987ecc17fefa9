import { shortDate } from "#domain/time/format-due-date.ts";

/** The words of receipts, made from the results of tools. */

type TaskResultFields = {
	due_date?: string;
	repeats?: string;
	priority?: string;
	tags?: string[];
	reminders?: string[];
	parent_id?: number;
};

/** The details that follow a title: ", Tue 1 Dec 09:00, every month, high priority, #home". */
export function detailsInWords(result: TaskResultFields, now: Date): string {
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
 * An ISO date or date-time as "Tue 1 Dec 09:00", with the year where it is not that of `now` in UTC.
 * Never "today": a receipt is also read on later days.
 */
export function dayInWords(dueDate: string, now: Date): string {
	const [date = "", time = ""] = dueDate.split("T");
	const year = date.slice(0, 4) === String(now.getUTCFullYear()) ? "" : ` ${date.slice(0, 4)}`;
	const clock = time && ` ${time.slice(0, 5)}`;
	return `${shortDate(date)}${year}${clock}`;
}

/** The changed fields with their new values: "due Tue 1 Dec, no tags". */
export function changesInWords(changed: string[], result: TaskResultFields, now: Date): string {
	return changed.map((name) => changeInWords(name, result, now)).join(", ");
}

function changeInWords(name: string, result: TaskResultFields, now: Date): string {
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
