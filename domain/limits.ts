/**
 * How long and how many: the limits of everything that people, programs and files send. Each is checked
 * before a reader looks at what it bounds, Unicode normalisation included. Lengths are in UTF-16 code
 * units where nothing else is said. Safe in the browser.
 */

/** Tasks. In characters as people count them: an emoji is one. */
export const TITLE_MAX_LENGTH = 255;
export const DESCRIPTION_MAX_LENGTH = 10_000;
export const TAG_MAX_LENGTH = 50;
export const TAGS_MAX = 20;
export const REMINDERS_MAX = 10;
export const REMINDER_MAX_MINUTES_BEFORE = 40_320;

/** Words for a date, a time, a repetition or one reminder. */
export const WORDS_MAX_LENGTH = 200;
/** An RRULE. */
export const RULE_MAX_LENGTH = 500;
/** What quick add is sent. Longer than any task, so that a form that took too much shows it again. */
export const QUICK_ADD_MAX_LENGTH = 20_000;
/** As much of it is parsed; what comes after is title, unparsed. */
export const QUICK_ADD_PARSED_MAX_LENGTH = 3000;

/** Words to search for. */
export const SEARCH_MAX_LENGTH = 200;
/** The most tasks that one bulk change names. */
export const BULK_MAX = 500;
export const PAGE_SIZE_MAX = 100;

/** Accounts, tokens and webhooks. */
export const NAME_MAX_LENGTH = 100;
export const EMAIL_MAX_LENGTH = 254;
export const PASSWORD_MIN_LENGTH = 8;
export const PASSWORD_MAX_LENGTH = 128;
/** No time zone of the IANA database has a name half as long. */
export const TIME_ZONE_MAX_LENGTH = 64;
export const WEBHOOKS_MAX = 10;
export const WEBHOOK_URL_MAX_LENGTH = 2000;

/** A message to the assistant. */
export const MESSAGE_MAX_LENGTH = 8_000;
/** As much of it the local model reads. */
export const UTTERANCE_MAX_LENGTH = 3000;
/** How many tasks a model may add in a reply, before each further one needs approval. */
export const UNAPPROVED_ADDITIONS_MAX = 25;

/** The most of the HTML that is made of a description: 1 MB. */
export const DESCRIPTION_HTML_MAX_LENGTH = 1_000_000;

/** Requests. */
export const BODY_MAX_BYTES = 1024 * 1024;
/** Fields of one form: the ticked boxes of the largest bulk change, and then some. */
export const FORM_FIELDS_MAX = 1_000;
/** Lists and objects within each other in the JSON of a request. */
export const JSON_DEPTH_MAX = 20;

/** Files. */
export const IMPORT_MAX_BYTES = 25 * 1024 * 1024;
/** The most tasks that one file brings. */
export const IMPORT_MAX_TASKS = 50_000;
/**
 * What one task takes in a file, at most: a description of 10,000 characters fits several times over.
 * What is longer is broken (a quote that is never closed), and is not read to its end.
 */
export const RECORD_MAX_LENGTH = 200_000;
/** Cells of one CSV row. */
export const CSV_CELLS_MAX = 500;
/** Lists and objects within each other in one task of a JSON file. */
export const IMPORT_JSON_DEPTH_MAX = 100;
/** Time zones that one calendar brings along. */
export const CALENDAR_ZONES_MAX = 100;
