import { nextStep } from "#app/assistant/local-model/next-step.ts";
import { parsePositions } from "#app/assistant/local-model/parse/list-positions.ts";
import { parseTargetReply } from "#app/assistant/local-model/parse/parse-reply.ts";
import { parseForm } from "#app/core/form.server.ts";
import { renderMarkdown } from "#app/core/markdown.server.ts";
import { taskFormSchema } from "#app/tasks/form/task-forms.server.ts";
import { parseListUrl } from "#app/tasks/list/list-url.ts";
import { parseTodoistDate } from "#app/transfer/todoist/todoist-date.ts";
import { parseMarkdown } from "#app/ui/markdown-blocks.ts";
import { parseDueWords } from "#domain/language/due-text.ts";
import { parseRecurrence } from "#domain/language/recurrence-text.ts";
import { toReferenceTime } from "#domain/language/reference-time.ts";
import { parseReminder } from "#domain/language/reminder-text.ts";
import {
	BODY_MAX_BYTES,
	DESCRIPTION_HTML_MAX_LENGTH,
	DESCRIPTION_MAX_LENGTH,
	MESSAGE_MAX_LENGTH,
	NAME_MAX_LENGTH,
	QUICK_ADD_MAX_LENGTH,
	RECORD_MAX_LENGTH,
	RULE_MAX_LENGTH,
	SEARCH_MAX_LENGTH,
	TITLE_MAX_LENGTH,
	WORDS_MAX_LENGTH,
} from "#domain/limits.ts";
import { parseQuickAdd } from "#domain/quick-add/quick-add.ts";
import { findFirstDueDate } from "#domain/recurrence/first-due-date.ts";
import { moveRule } from "#domain/recurrence/move-rule.ts";
import { countOccurrences, nextOccurrence } from "#domain/recurrence/occurrences.server.ts";
import { normalizeRule, parseRule } from "#domain/recurrence/recurrence-rule.ts";
import { recurrenceInWords } from "#domain/recurrence/recurrence-words.ts";
import { searchQuery, searchTerms } from "#domain/task/search-terms.ts";
import { descriptionSchema, tagsSchema, titleSchema } from "#domain/task/task-schema.ts";
import { parseDueDate } from "#domain/time/due-date.ts";
import { nameSchema, writtenTimeZoneSchema } from "#domain/user/account-schema.ts";
import { readAll } from "#tests/read-file.ts";
import { parseStrictJson } from "#workers/http/strict-json.ts";

/** Whatever reads text that somebody sent, with the most that it is given. */
export type Reader = {
	name: string;
	/** The functions of the source that it goes through. */
	reads: string[];
	maxLength: number;
	/** What its own language is made of. */
	words: string[];
	read: (text: string) => unknown;
};

const NOW = { now: new Date("2026-11-20T15:00:00Z"), timeZone: "America/New_York" };
const REFERENCE = toReferenceTime(NOW);

const list = (words: string) => words.split(" ");
const TIME = list(
	"every every! other day days week month year monday mon, fri and on the 1st 31st last 2nd first friday of january feb 29 12/1 27 nov 2026-12-01 at 9am 10:30 noon tonight tomorrow next this in 2 weeks an hour half a couple 1 minutes 30 m h d before early until 2027-01-01 for 5 times starting daily morning evening weekday from now end ago due remind me , - – to",
);
const RULE =
	"FREQ=DAILY FREQ=WEEKLY FREQ=MONTHLY FREQ=YEARLY INTERVAL=1 INTERVAL=999 COUNT=9999 COUNT=2 UNTIL=99991231 BYMONTH=2 BYMONTH=1,2,3,4,5,6,7,8,9,10,11,12 BYMONTHDAY=29 BYMONTHDAY=30,31,-1 BYDAY=1MO,53SU,-53TU,WE BYDAY=FR BYSETPOS=366 BYSETPOS=-1,1 RRULE: WKST=MO MO TU 5FR -1SU 1 2 31 , ; =".split(
		" ",
	);
const MARKDOWN = list(
	"* ** _ __ ~~ ` `` ``` [ ] ( ) ![ ](b) [a](b) [a]: <a> < > <!-- &amp; &#x \\ # ## --- === - + 1. > | |a |- |-: :-: [ ] [x] www. www.a.b http://a.b a@b.c \n \n\n     \t a b",
).concat("  \n", "- [ ] ", "    ", " ");

/** Of a rule in all that is done with it; stored ones may be older than the limit of their length. */
function workOut(text: string): void {
	for (const part of text.split(/(?=FREQ)/)) {
		const rule = part.replace(/[;,= ]+$/, "");
		refusing(() => {
			const parsed = parseRule(rule);
			recurrenceInWords({ rule, from: "due" });
			moveRule(rule, "2026-11-20", "2026-11-23");
			findFirstDueDate(rule, "09:00", NOW);
			const start = parsed.interval > 500 ? "1900-01-01" : "1970-02-28T09:00:00";
			nextOccurrence({ rule, start }, ["2026-11-20"], "UTC");
			countOccurrences({ rule, start }, "2300-01-01");
		});
		return;
	}
}

/** Refusing is an answer. */
function refusing(read: () => unknown): void {
	try {
		read();
	} catch (error) {
		if (!(error instanceof RangeError || error instanceof SyntaxError)) throw error;
	}
}

function say(...texts: string[]): void {
	nextStep(
		texts.map((text) => ({ role: "user" as const, content: [{ type: "text" as const, text }] })),
		REFERENCE,
	);
}

export const READERS: Reader[] = [
	{
		name: "a due date",
		reads: ["parseDueDate", "parseDueDateField"],
		maxLength: WORDS_MAX_LENGTH,
		words: list("2026 - 12 01 T 09 : 00 W53 Z + . 000 -05:00"),
		read: (text) => refusing(() => parseDueDate(text, NOW.timeZone)),
	},
	{
		name: "a due date in words",
		reads: list(
			"parseDueWords parseDueAt findPhraseAt parseDateInput parseReminderTime parseSpanWords parseMonth parseNumberWord",
		),
		maxLength: WORDS_MAX_LENGTH,
		words: TIME,
		read: (text) => parseDueWords(text, NOW),
	},
	{
		name: "a recurrence",
		reads: ["parseRecurrence"],
		maxLength: RULE_MAX_LENGTH,
		words: [...TIME, ...RULE],
		read: (text) => parseRecurrence(text, NOW),
	},
	{
		name: "a reminder",
		reads: ["parseReminder"],
		maxLength: WORDS_MAX_LENGTH,
		words: TIME,
		read: (text) => refusing(() => parseReminder(text, NOW)),
	},
	{
		name: "quick add",
		reads: list("parseQuickAdd findPhrases findReminders"),
		maxLength: QUICK_ADD_MAX_LENGTH,
		words: [...TIME, ...list('# #home #" !high p1 \\ \\a " “ ” ( ) [ ] http://a a@b.c . ! ; : ')],
		read: (text) => parseQuickAdd(text, NOW),
	},
	{
		name: "Todoist's date",
		reads: ["parseTodoistDate"],
		maxLength: RECORD_MAX_LENGTH,
		words: [...TIME, ...list("ev ev! after ending starting from workday business")],
		read: (text) => parseTodoistDate(text, NOW),
	},
	{
		name: "a rule",
		reads: list("findDateOfRule normalizeRule parseRule findFirstDueDate"),
		maxLength: RULE_MAX_LENGTH,
		words: RULE,
		read(text) {
			refusing(() => normalizeRule(text));
			workOut(text);
		},
	},
	{
		name: "a rule of before rules had a limit",
		reads: [],
		maxLength: 4000,
		words: RULE,
		read: workOut,
	},
	{
		name: "the task form",
		reads: [],
		maxLength: 4 * DESCRIPTION_MAX_LENGTH,
		words: [...TIME, ...list("tag, a, , \n #")],
		read(text) {
			const form = new FormData();
			for (const name of list("title description dueDate dueTime tags repeat reminders")) {
				form.set(name, text);
			}
			parseForm(taskFormSchema(NOW), form);
		},
	},
	{
		name: "a form of equal fields",
		reads: [],
		maxLength: 1000,
		words: ["a", "selected", "[", "]", "."],
		read(text) {
			const form = new FormData();
			for (const letter of text) form.append("selected", letter);
			form.append(text, text);
			parseForm(taskFormSchema(NOW), form);
		},
	},
	{
		name: "the texts of a task",
		reads: ["normalizeText"],
		maxLength: 5 * DESCRIPTION_MAX_LENGTH,
		words: [
			"a",
			"\u0301",
			"\u0323",
			"\u0345\u0360\u035c",
			"\ufdfa",
			"\u1100\u1161\u11a8",
			"\r\n",
			"\0",
			"#",
		],
		read(text) {
			descriptionSchema.safeParse(text);
			titleSchema.safeParse(text.slice(0, 5 * TITLE_MAX_LENGTH));
			tagsSchema.safeParse(text.split("a"));
		},
	},
	{
		name: "a name and a time zone",
		reads: ["findTimeZones"],
		maxLength: 5 * NAME_MAX_LENGTH,
		words: list("a b / _ - new york Europe/ \u0301\u0323 UTC"),
		read(text) {
			nameSchema.safeParse(text);
			writtenTimeZoneSchema.safeParse(text.slice(0, 64));
		},
	},
	{
		name: "search",
		reads: list("searchQuery parsePage"),
		maxLength: 10 * SEARCH_MAX_LENGTH,
		words: list('a café 東京 \u0301\u0323 \ufdfa " * OR NEAR( ) - #a 1'),
		read(text) {
			searchQuery("user", text);
			parseListUrl(new URLSearchParams({ q: text, tag: text, page: text, sort: text, due: text }));
		},
	},
	{
		name: "the search index",
		reads: [],
		maxLength: DESCRIPTION_MAX_LENGTH,
		words: list("a b1 café 東京 \u0301\u0323 \ufdfa - ."),
		read: (text) => searchTerms("user", { title: "", description: text, tags: [] }),
	},
	{
		name: "Markdown of a description",
		reads: ["renderMarkdown"],
		maxLength: DESCRIPTION_MAX_LENGTH,
		words: MARKDOWN,
		read(text) {
			const { length } = renderMarkdown(text);
			if (length > DESCRIPTION_HTML_MAX_LENGTH) throw new Error(`${length} characters of HTML`);
		},
	},
	{
		name: "Markdown of a chat",
		reads: list("parseMarkdown parseInline"),
		maxLength: MESSAGE_MAX_LENGTH,
		words: MARKDOWN,
		read: parseMarkdown,
	},
	{
		name: "the local model",
		reads: list(
			"parseUtterance tokenize correctDayNames contentWords parseNewTasks parseNewTask parseBareTask parseDateTime parseDay parseDuration parseRecurrenceWords parseReminderWords parseDueReply parseReminderReply parseTargetReply",
		),
		maxLength: MESSAGE_MAX_LENGTH,
		words: [
			...TIME,
			...list(
				"add a task to buy milk , and ; complete 5 delete the dentist move it show my urgent tasks tagged home with note: description remind us about that 's 'a ' ' \" “ ” priority high please could you not all but except done no, i meant what is on my list ? . ! -> \n - rename undo i have to every week",
			),
		],
		read: (text) => say(text),
	},
	{
		name: "a reply to the local model",
		reads: ["parsePositions"],
		maxLength: MESSAGE_MAX_LENGTH,
		words: list("the first last two and 1st 3rd , to 5 # task that one it them dentist for by"),
		read(text) {
			say("add a task", text);
			parseTargetReply(text.slice(0, 3000), REFERENCE);
			parsePositions(text.slice(0, 3000).split(" "));
		},
	},
	{
		name: "the JSON of a request",
		reads: ["parseStrictJson"],
		maxLength: BODY_MAX_BYTES / 4,
		words: list('{ } [ ] " " : , "a" "a":1, \\ \\" 1 null e9 {"a": [[ ]]'),
		read: (text) => refusing(() => parseStrictJson(text)),
	},
	{
		name: "a JSON file",
		reads: [],
		// A file streams in: what counts is the time between two records, not that of all.
		maxLength: RECORD_MAX_LENGTH / 4,
		words: list('{ } [ ] " : , "title" "a", {"title":"a"}, "tasks":[ \\ \n 1 null'),
		read: (text) => readAll(`[${text}`),
	},
	{
		name: "a row of a CSV file",
		reads: [],
		maxLength: RECORD_MAX_LENGTH,
		words: list('a , , ; "a" "" " tomorrow every =1+1 1'),
		read: (text) =>
			readAll(`title,due,repeat,reminders,tags,series\n${text.replaceAll(/[\r\n]/g, " ")}`),
	},
	{
		name: "a CSV file",
		reads: [],
		maxLength: DESCRIPTION_MAX_LENGTH,
		words: list('a , , ; "a" "" " \n \n\n tomorrow every =1+1 1'),
		read: (text) => readAll(`title,due,repeat,reminders,tags,series\n${text}`),
	},
	{
		name: "Todoist's CSV file",
		reads: [],
		maxLength: DESCRIPTION_MAX_LENGTH,
		words: ["task,", "note,", "section,", "@a ", "a", ",", '"', "\n", " ", "every day", "2"],
		read: (text) => readAll(`TYPE,CONTENT,DATE,INDENT,PRIORITY\n${text}`),
	},
	{
		name: "a to-do of a calendar",
		reads: list("parseComponent readState"),
		maxLength: RECORD_MAX_LENGTH,
		words: list(
			'SUMMARY:a\n DUE:20261201T090000\n DUE;TZID=a/b:20261201T090000\n ;X=a ;X="a" :a , ; \\, \\n \n CATEGORIES:a,b RRULE:FREQ=DAILY\n BEGIN:VALARM\n TRIGGER:-PT5M\n END:VALARM\n X-TEND-STATE:{ /',
		),
		read: (text) => readAll(`BEGIN:VCALENDAR\nBEGIN:VTODO\n${text}\nEND:VTODO\nEND:VCALENDAR\n`),
	},
	{
		name: "a time zone of a calendar",
		reads: [],
		maxLength: RECORD_MAX_LENGTH / 4,
		words: [
			...["BEGIN:STANDARD\n", "END:STANDARD\n", "BEGIN:DAYLIGHT\n", "END:DAYLIGHT\n"],
			...["DTSTART:16010101T000000\n", "DTSTART:19701025T030000\n", "TZOFFSETFROM:+0100\n"],
			...[
				"TZOFFSETTO:+0200\n",
				"RRULE:FREQ=SECONDLY\n",
				"RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\n",
			],
			...["RRULE:FREQ=YEARLY\n", "RDATE:20261201T090000\n", "TZID:a\n", "/"],
		],
		read: (text) =>
			readAll(
				`BEGIN:VCALENDAR\nBEGIN:VTIMEZONE\nTZID:a\nBEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:+0000\nTZOFFSETTO:+0100\n${text}\nEND:STANDARD\nEND:VTIMEZONE\n${"BEGIN:VTODO\nSUMMARY:a\nDUE;TZID=a:20261201T090000\nEND:VTODO\n".repeat(5)}END:VCALENDAR\n`,
			),
	},
];

/** Functions that look like readers, and are given nothing that people write. */
export const NO_READERS = new Map([
	["findTool", "looks a name up"],
	["readCalendarSecret", "checks a secret of ours, in an address that has at most 8 KB"],
	["parseSmtpUrl", "reads a setting of the operator's"],
	["parseRetryAfter", "reads a header of a server that was called"],
]);
