import ICAL from "ical.js";

/** Calendars as data (jCal, RFC 7265), and as the text that RFC 5545 makes of it. */

export type JCalProperty = [
	name: string,
	parameters: Record<string, string>,
	type: string,
	...values: unknown[],
];
export type JCalComponent = [name: string, properties: JCalProperty[], parts: JCalComponent[]];

// Lines have at most 75 octets; the library does not count the space that a folded one begins with.
ICAL.foldLength = 74;

/** A component as lines, folded and escaped, each ended by CRLF. */
export function calendarText(component: JCalComponent): string {
	return ICAL.stringify(component);
}

/** Reads one component. Throws an error with the library's own words. */
export function parseComponent(text: string): JCalComponent {
	return ICAL.parse(text) as JCalComponent;
}

/** The value of a property as RFC 5545 writes it. */
export function valueText(property: JCalProperty): string {
	const line = ICAL.stringify.property(property, ICAL.design.icalendar, true);
	return line.slice(line.indexOf(":") + 1);
}
