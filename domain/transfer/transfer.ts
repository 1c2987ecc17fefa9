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
