import type { TaskJson } from "#cli/backend/api.ts";
import { reminderInWords } from "#domain/language/reminder-words.ts";
import { recurrenceInWords } from "#domain/recurrence/recurrence-words.ts";
import { dueInWords, isOverdue } from "#domain/time/format-due-date.ts";
import type { WallClock } from "#domain/time/wall-clock.ts";
import { harmless, type Terminal } from "./terminal.ts";
import { padEnd, padStart, textWidth, wrap } from "./text-width.ts";

/** Tasks as the terminal shows them. `now` is the wall clock of the user. */

type Look = Pick<Terminal, "paint" | "width">;

const TITLE_WIDTH_MIN = 24;

/**
 * Tasks in columns: number, check, priority, due date in words, and the title with what belongs to
 * it, wrapped.
 */
export function taskTable(tasks: TaskJson[], now: WallClock, look: Look): string[] {
	const idWidth = Math.max(...tasks.map(({ id }) => String(id).length));
	const dues = tasks.map((task) => dueOf(task, now));
	const dueWidth = Math.max(...dues.map(textWidth));
	const indent = idWidth + 5 + (dueWidth > 0 ? dueWidth + 2 : 0);
	const titleWidth = Math.max(TITLE_WIDTH_MIN, look.width - indent - 1);
	return tasks.flatMap((task, index) => {
		const due = padEnd(dues[index] ?? "", dueWidth);
		const head = [
			look.paint("dim", padStart(String(task.id), idWidth)),
			` ${checkOf(task, look)} ${priorityOf(task, look)} `,
			dueWidth > 0 ? `${paintDue(due, task, now, look)}  ` : "",
		].join("");
		const [first = "", ...rest] = titleLines(task, titleWidth, look);
		return [head + first, ...rest.map((line) => " ".repeat(indent) + line)];
	});
}

/** A task for programs: number, status, priority, due date, title and tags, by tabs. */
export function taskRow({ id, status, priority, dueDate, title, tags }: TaskJson): string {
	return [id, status, priority, dueDate ?? "", harmless(title), tags.join()].join("\t");
}

/** Everything about one task. */
export function taskPage(task: TaskJson, now: WallClock, look: Look): string[] {
	const { paint, width } = look;
	const due = dueOf(task, now);
	const facts: [string, string][] = [
		["Status", task.status === "completed" ? `completed ${dayOf(task.completedAt)}` : "open"],
		["Priority", task.priority],
		["Due", due === "" ? "" : paintDue(due, task, now, look)],
		["Repeats", task.recurrence ? recurrenceInWords(task.recurrence) : ""],
		["Reminders", task.reminders.map((reminder) => remind(reminder)).join(", ")],
		["Tags", task.tags.map((tag) => `#${tag}`).join(" ")],
		["Subtask of", task.parentId === null ? "" : String(task.parentId)],
		["Added", dayOf(task.createdAt)],
		["Changed", task.version > 1 ? dayOf(task.updatedAt) : ""],
	];
	const [first = "", ...rest] = wrap(harmless(task.title), width - 10);
	return [
		`${paint("dim", String(task.id))} ${checkOf(task, look)} ${paint("bold", first)}`,
		...rest.map((line) => `    ${paint("bold", line)}`),
		...facts
			.filter(([, value]) => value !== "")
			.map(([name, value]) => `    ${paint("dim", padEnd(name, 11))} ${value}`),
		...(task.description === "" ? [] : ["", ...descriptionLines(task.description, width)]),
	];
}

/** What a task is, behind what was done with it: `Added 5: Pay rent (tomorrow 09:00, #home)`. */
export function taskSentence(
	verb: string,
	task: TaskJson,
	now: WallClock,
	{ paint }: Look,
): string {
	const facts = [
		dueOf(task, now),
		task.recurrence ? recurrenceInWords(task.recurrence) : "",
		task.priority === "medium" ? "" : `${task.priority} priority`,
		...task.reminders.map((reminder) => `reminder ${remind(reminder)}`),
		...task.tags.map((tag) => `#${tag}`),
	].filter((fact) => fact !== "");
	const title = paint("bold", harmless(task.title));
	const tail = facts.length === 0 ? "" : ` ${paint("dim", `(${facts.join(", ")})`)}`;
	return `${verb} ${task.id}: ${title}${tail}`;
}

function titleLines(task: TaskJson, width: number, { paint }: Look): string[] {
	const marks = [
		...(task.recurrence ? ["↻"] : []),
		...(task.reminders.length > 0 ? ["⏰"] : []),
		...(task.parentId === null ? [] : [`↳${task.parentId}`]),
		...task.tags.map((tag) => `#${tag}`),
	];
	const title = wrap(harmless(task.title), width);
	const done = task.status === "completed";
	const lines = title.map((line) => (done ? paint("dim", paint("strikethrough", line)) : line));
	// Behind the last line, and further ones where that is full.
	let last = textWidth(title.at(-1) ?? "");
	for (const mark of marks) {
		const size = textWidth(mark) + 1;
		if (last + size > width) {
			lines.push("");
			last = -1;
		}
		lines.push(`${lines.pop()}${last < 0 ? "" : " "}${paint("blue", mark)}`);
		last += size;
	}
	return lines;
}

function checkOf({ status }: TaskJson, { paint }: Look): string {
	return status === "completed" ? paint("green", "✓") : paint("dim", "○");
}

/** A mark beside the colour, for whoever does not see that. */
function priorityOf({ priority, status }: TaskJson, { paint }: Look): string {
	if (status === "completed" || priority === "medium") return " ";
	return priority === "high" ? paint("red", "!") : paint("blue", "↓");
}

function dueOf({ dueDate }: TaskJson, now: WallClock): string {
	return dueDate === null ? "" : dueInWords(wallClockOf(dueDate), now);
}

function paintDue(text: string, { dueDate, status }: TaskJson, now: WallClock, { paint }: Look) {
	if (dueDate === null || status === "completed") return paint("dim", text);
	const due = wallClockOf(dueDate);
	if (isOverdue(due, now)) return paint("red", text);
	return due.slice(0, 10) === now.slice(0, 10) ? paint("yellow", text) : text;
}

/** The API answers times with the offset of the user's zone, so what stands before it is their clock. */
function wallClockOf(dueDate: string): WallClock {
	return dueDate.slice(0, 19);
}

function remind(reminder: TaskJson["reminders"][number]): string {
	return reminderInWords("at" in reminder ? { at: wallClockOf(reminder.at) } : reminder);
}

function dayOf(instant: string | null): string {
	return instant === null ? "" : new Date(instant).toLocaleString("sv").slice(0, 16);
}

function descriptionLines(description: string, width: number): string[] {
	return harmless(description)
		.split("\n")
		.flatMap((line) => wrap(line, Math.min(76, width - 5)))
		.map((line) => (line === "" ? "" : `    ${line}`));
}
