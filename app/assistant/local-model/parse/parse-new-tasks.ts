/** What is to be added, from words: one task or several, each parsed as quick add parses it. */

import type { AddTaskInput } from "#app/assistant/local-model/intent/intent.ts";
import { startsWithTaskVerb } from "#app/assistant/local-model/tokens/task-verbs.ts";
import { parseDueWords } from "#domain/language/due-text.ts";
import type { ReferenceTime } from "#domain/language/reference-time.ts";
import { reminderInWords } from "#domain/language/reminder-words.ts";
import { parseQuickAdd, type QuickAdd } from "#domain/quick-add/quick-add.ts";
import { recurrenceInWords } from "#domain/recurrence/recurrence-words.ts";
import { PRIORITY_WORDS } from "./priority-words.ts";

const NOUN = "(?:tasks?|todos?|to-dos?|items?|entry|entries|things?|reminders?)";
const HEAD = new RegExp(
	`^(?:(?:another|a|an|the|one|some|these|following|two|three|four|five|\\d+|more|new|quick)\\s+)*${NOUN}\\b\\s*(?:(?:on|to|in)\\s+(?:my|the)\\s+(?:\\w+\\s+)?list\\b)?\\s*(?:(?:called|named|titled|saying|that says|to|for|about|which says|with the title|as follows)\\s+|[:–-]\\s*)*(?:i (?:need|have) to\\s+)?`,
	"i",
);
const DUTY_HEAD =
	/^(?:that\s+)?(?:i|we)(?:'ve)?\s+(?:still\s+|also\s+)?(?:need|have|must|should|ought|gotta|got)\s+(?:to\s+)?(?=\S+\s)/i;
/** "a weekly task to …" */
const PERIOD_HEAD =
	/^(?:an?\s+|the\s+)?(?:new\s+)?(daily|weekly|monthly|yearly)\s+(?=(?:task|todo|to-do|reminder|chore)\b)/i;
const NEW_HEAD = /^(?:(?:a|an|the)\s+)?new\s*(?:one)?\s*[:–-]?\s+/i;
const LIST_HEAD =
	/^(?:to|on|onto|in)\s+(?:my|the)\s+(?:to-?do\s+|task\s+)?(?:list|tasks)\s*[:–,-]?\s*/i;
const LIST_TAIL =
	/\s+(?:to|on|onto|in|into)\s+(?:my|the|our)\s+(?:(?:to-?do|task|tasks)\s+)?(?:list|tasks|todos|to-dos|agenda|plate|inbox)(?=$|\s*[.,;:]|\s+(?:for|due|by|on|at|tomorrow|today|tonight|next|this|every|with|#|!))/i;
const NAMED_LIST = /\s+(?:to|on|onto)\s+(?:my|the|our)\s+([\p{L}]+)\s+list\b/iu;
const PRIORITY_NAME = "(high|highest|top|urgent|medium|normal|low|lowest)";
/** What chat says in words and quick add by marks. */
const MARK_REWRITES: [RegExp, string | ((...groups: string[]) => string)][] = [
	[
		new RegExp(
			`(?:^|[\\s,;]+)(?:(?:and|with|at|as|of|make it|it is|it's|which is|that is)\\s+)*(?:a\\s+)?${PRIORITY_NAME}[\\s-]+(?:priority|prio|importance)(?=$|[\\s,.;:!])`,
			"i",
		),
		(_, word) => ` !${PRIORITY_WORDS[word.toLowerCase()]} `,
	],
	[
		new RegExp(
			`(?:^|[\\s,;]+)(?:(?:and|with)\\s+)*(?:a\\s+)?(?:priority|prio)(?:\\s+(?:is|of|set to|to))?[\\s:]+${PRIORITY_NAME}(?=$|[\\s,.;:!])`,
			"i",
		),
		(_, word) => ` !${PRIORITY_WORDS[word.toLowerCase()]} `,
	],
	[
		/[\s,;]+(?:(?:and|make it|mark it|marked|as|it's|it is|that's|which is)\s+)+(?:as\s+)?(?:(?:very|really|super)\s+)?(urgent|important|critical)(?=$|[\s,.;!])/i,
		" !high ",
	],
	[/^(?:urgent|important|asap)\s*[:!,-]\s*/i, "!high "],
	[/[\s,;]+(?:urgent|asap|urgently)[.!]*$/i, " !high"],
	[
		/(?:^|[\s,;]+)(?:and\s+)?(?:with|under)\s+(?:the\s+|a\s+)?(?:tags?|labels?|category)\s+((?:#?[\p{L}\p{N}_-]+)(?:(?:\s*,\s*(?:and\s+)?|\s+and\s+)#?[\p{L}\p{N}_-]+)*)(?=$|[\s,.;:!])/iu,
		(_, tags) => ` ${toHashtags(tags)} `,
	],
	[
		/(?:^|[\s,;]+)(?:and\s+)?(?:tagged|labell?ed|tag it|label it|tag)\s+(?:(?:with|as|it)\s+)?((?:#?[\p{L}\p{N}_-]+)(?:(?:\s*,\s*(?:and\s+)?|\s+and\s+)#?[\p{L}\p{N}_-]+)*)(?=$|[\s,.;:!])/iu,
		(_, tags) => ` ${toHashtags(tags)} `,
	],
	[
		/[\s,;]+(?:and\s+)?(?:which\s+|that\s+)?(?:repeats?|repeating|recurring|recurs)\s+(?=every|each|daily|weekly|monthly|yearly)/i,
		" ",
	],
	[/[\s,;]+(?:and\s+)?with\s+(?:a\s+)?reminder\s+(?=\S)/i, " remind me "],
	[/[\s,;]+(?:and|,)\s+remind me\b/i, " remind me"],
	[/[\s,;]+(?:that is|that's|which is|it's|it is)\s+(?=due\b)/i, " "],
	[/[\s,;]+with\s+(?:a\s+)?(?:due date|deadline)(?:\s+(?:of|on))?\s+/i, " due "],
];
const NOTE =
	/[\s,;]+(?:and\s+)?(?:with\s+(?:the\s+|a\s+)?(?:description|note|notes|details)|notes?:|description:)\s*(?:(?:saying|that says|of|:)\s*)?(\S.*)$/is;

/** The tasks that the words behind "add" name. Empty where no title is left. */
export function parseNewTasks(text: string, moment: ReferenceTime): AddTaskInput[] {
	const said = text.trim().replace(LIST_HEAD, "").replace(DUTY_HEAD, "");
	const period = PERIOD_HEAD.exec(said);
	if (period) return parseNewTasks(`${said.slice(period[0].length)} ${period[1]}`, moment);
	const isMany = /^(?:\S+\s+){0,3}(?:tasks|todos|to-dos|items|things)\b/i.test(said);
	const headless = withoutHead(said).replace(LIST_TAIL, "").trim();
	const onList = NAMED_LIST.exec(headless)?.[1]?.toLowerCase();
	const body = onList ? headless.replace(NAMED_LIST, "") : headless;
	const pieces = splitItems(body, isMany, moment);
	const tasks = pieces.flatMap(
		(piece) => parseNewTask(piece.replace(REPEATED_ADD, ""), moment) ?? [],
	);
	const shared = onList
		? tasks.map((task) => ({ ...task, tags: [...new Set([...(task.tags ?? []), onList])] }))
		: tasks;
	return pieces.every((piece) => !startsWithTaskVerb(piece)) ? shareLastDetails(shared) : shared;
}

/** "every friday at 4 submit it": an hour is only parsed as one where nothing follows that it could count. */
function recurrenceLast(line: string): string {
	const [, rule, time, title] =
		/^(every!? .+?),? (?:at|@) ?(\d{1,2}(?::\d\d)?(?: ?[ap]m)?),? (?!(?:and|until|till|\d)\b)(.+)$/i.exec(
			line,
		) ?? [];
	return title === undefined ? line : `${title} ${rule} at ${time}`;
}

/** One task; null where no title is left. */
export function parseNewTask(text: string, moment: ReferenceTime): AddTaskInput | null {
	const note = NOTE.exec(text);
	const plain = note ? text.slice(0, note.index) : text;
	const [, before = "", quoted, after = ""] =
		/^([^"“]*)["“]([^"“”]+)["”]([^"“]*)$/.exec(plain) ?? [];
	// A title in quotation marks is that title, and around it is what quick add parses.
	if (quoted !== undefined) {
		const marks = toQuickAddMarks(` ${before} ${after}`).replace(/\s+/g, " ").trim();
		const parsed = marks === "" ? null : parseQuickAdd(marks, moment);
		if (!parsed || isOnlyMarks(marks, parsed)) {
			return toAddTaskInput({ ...(parsed ?? EMPTY_QUICK_ADD), title: quoted.trim() }, note);
		}
	}
	const line = recurrenceLast(
		toQuickAddMarks(plain)
			.replace(/\s+/g, " ")
			.replace(/[\s,;]+$/, "")
			.trim(),
	);
	if (!/[\p{L}\p{N}]/u.test(line)) return null;
	const parsed = parseQuickAdd(line, moment);
	const title = parsed.title
		.replace(/^(?:to|that|about)\s+/i, "")
		.replace(/,?\s+(?:too|as well|also|also please)$/i, "")
		.replace(/[.\s]+$/, "");
	return title === "" || isOnlyMarks(line, parsed)
		? null
		: toAddTaskInput({ ...parsed, title }, note);
}

const EMPTY_QUICK_ADD: Omit<QuickAdd, "title"> = {
	due: null,
	recurrence: null,
	durationMinutes: null,
	tags: [],
	priority: null,
	reminders: [],
	parts: [],
};

function toAddTaskInput(parsed: QuickAdd, note: RegExpExecArray | null): AddTaskInput {
	const { title, due, recurrence, tags, priority, reminders } = parsed;
	return {
		title,
		...(due ? { due_date: due } : {}),
		...(recurrence ? { recurrence: recurrenceInWords(recurrence) } : {}),
		...(priority ? { priority } : {}),
		...(tags.length > 0 ? { tags } : {}),
		...(reminders.length > 0 ? { reminders: reminders.map(reminderInWords) } : {}),
		...(note?.[1] ? { description: note[1].replace(/^["“]|["”]$/g, "").trim() } : {}),
	};
}

function withoutHead(text: string): string {
	const head = HEAD.exec(text)?.[0] ?? "";
	if (head !== "") return text.slice(head.length).replace(/^[-–—:]\s+/, "");
	return text.replace(NEW_HEAD, "");
}

function toQuickAddMarks(text: string): string {
	return MARK_REWRITES.reduce((line, [pattern, mark]) => {
		return typeof mark === "string" ? line.replace(pattern, mark) : line.replace(pattern, mark);
	}, text);
}

function toHashtags(tags: string): string {
	return tags
		.split(/\s*,\s*(?:and\s+)?|\s+and\s+/i)
		.map((tag) => `#${tag.replace(/^#/, "")}`)
		.join(" ");
}

/** "tomorrow 9am", "#home": of these quick add makes a title, since it has no other. */
function isOnlyMarks(line: string, parsed: QuickAdd): boolean {
	return parsed.parts.length > 0 && parsed.title === line;
}

/** "add milk, add eggs" */
const REPEATED_ADD = /^(?:also\s+|then\s+)?add\s+(?=\S)/i;
const HARD_SEPARATOR = /\s*(?:\n+\s*(?:[-*•]\s*|\d+[.)]\s+)?|;\s*)/;
const SOFT_SEPARATOR =
	/\s*,\s*(?:and\s+|plus\s+|then\s+)?|\s+(?:and|plus|as well as|&)\s+(?:also\s+)?/i;

function splitItems(text: string, isMany: boolean, moment: ReferenceTime): string[] {
	const lines = text
		.replace(/^\s*(?:[-*•]\s*|\d+[.)]\s+)/, "")
		.split(HARD_SEPARATOR)
		.filter(hasWords);
	if (lines.length > 1) return lines;
	if (/["“].*["”]/.test(text)) return splitQuoted(text);
	const commas = joinDetails(text.split(/\s*,\s*(?:and\s+|plus\s+)?/i).filter(hasWords), moment);
	const pieces = joinDetails(text.split(SOFT_SEPARATOR).filter(hasWords), moment);
	if (commas.length > 1 && isList(commas, text)) return pieces.every(hasWords) ? pieces : commas;
	const allStartWithVerb = pieces.length > 1 && pieces.every((piece) => startsWithTaskVerb(piece));
	const allAreNouns =
		pieces.length > 1 &&
		pieces.every((piece) => !startsWithTaskVerb(piece) && piece.split(/\s+/).length <= 2);
	if (isMany || allStartWithVerb || allAreNouns) return pieces;
	return [text];
}

/** "a, b and c" and "a, b, c" are lists; "Bob, the plumber" is one thing. */
function isList(pieces: string[], text: string): boolean {
	const [, second = ""] = pieces;
	if (pieces.length > 2 || /,\s*(?:and|plus)\s|\s(?:and|plus)\s/i.test(text)) return true;
	return !/^(?:the|who|which|because|so|but|or|if|when|not|my|our|his|her|at|in|on)\b/i.test(
		second,
	);
}

function splitQuoted(text: string): string[] {
	const quoted = [...text.matchAll(/["“]([^"”]+)["”]/g)].map(([whole]) => whole);
	const between = text.replace(/["“][^"”]+["”]/g, "").replace(/[\s,;&]|\band\b|\bplus\b/gi, "");
	return quoted.length > 1 && between === "" ? quoted : [text];
}

/** A piece that is only a date or the like belongs to the one before it: "dentist, friday 3pm". */
function joinDetails(pieces: string[], moment: ReferenceTime): string[] {
	const joined: string[] = [];
	for (const piece of pieces) {
		const last = joined.at(-1);
		const marks = toQuickAddMarks(` ${piece}`).trim();
		const isMark =
			parseDueWords(piece, moment) !== null ||
			/^(?:remind me|with |tagged |due |by |at |every |repeat|[!#])/i.test(marks);
		if (last !== undefined && isMark) joined[joined.length - 1] = `${last}, ${piece}`;
		else joined.push(piece);
	}
	return joined;
}

/** "milk, eggs and bread tomorrow": what the last one says is meant for all. */
function shareLastDetails(tasks: AddTaskInput[]): AddTaskInput[] {
	const last = tasks.at(-1);
	const isPlain = tasks
		.slice(0, -1)
		.every((task) => Object.keys(task).every((key) => key === "title"));
	if (!last || tasks.length < 2 || !isPlain) return tasks;
	const { title: _, description: __, ...shared } = last;
	return tasks.map((task) => ({ ...shared, ...task }));
}

function hasWords(text: string): boolean {
	return /[\p{L}\p{N}]/u.test(text);
}
