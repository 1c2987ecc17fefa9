/** Tasks that leave as files and come in as files. Safe in the browser. */

export const EXPORT_FORMATS = ["json", "csv", "ics"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** What a file was recognised as. */
export const IMPORT_FORMATS = ["json", "csv", "todoist", "ics"] as const;
export type ImportFormat = (typeof IMPORT_FORMATS)[number];

/** Of an export as JSON. It counts up when a reader of an older one would misunderstand it. */
export const JSON_VERSION = 1;

export const FORMAT_NAMES: Record<ImportFormat, string> = {
	json: "JSON",
	csv: "CSV",
	todoist: "Todoist’s CSV",
	ics: "iCalendar",
};

export const IMPORT_MAX_BYTES = 25 * 1024 * 1024;

/** The most tasks that one file brings. */
export const IMPORT_MAX_TASKS = 50_000;

/**
 * What one task takes in a file, at most: a description of 10,000 characters fits several times over.
 * What is longer is broken (a quote that is never closed), and is not read to its end.
 */
export const RECORD_MAX_LENGTH = 200_000;
