/** Time zones as people write them. Safe in the browser. */

/** Whether the runtime knows it as an IANA time zone. Fixed offsets (`+01:00`) do not count. */
export function isTimeZone(name: string): boolean {
	try {
		return !/^[+-]/.test(name) && new Intl.DateTimeFormat("en", { timeZone: name }) !== null;
	} catch {
		return false;
	}
}

/**
 * The IANA names that a text may mean: the one that it is, in any spelling of its case, or those of
 * the place that it names ("tokyo", "new york", "Kolkata", which `listed` calls Calcutta).
 */
export function findTimeZones(text: string, listed: string[]): string[] {
	const wanted = text.trim().replace(/\s+/g, "_");
	const key = wanted.toLowerCase();
	const exact = listed.find((zone) => zone.toLowerCase() === key);
	if (exact) return [exact];
	if (isTimeZone(wanted)) return [capitalised(wanted)];
	const ofPlace = listed.filter((zone) => zone.toLowerCase().endsWith(`/${key}`));
	if (ofPlace.length > 0) return ofPlace;
	// The runtime accepts more names than it lists.
	const regions = new Set(listed.map((zone) => zone.split("/")[0] ?? ""));
	return [...regions].map((region) => `${region}/${capitalised(wanted)}`).filter(isTimeZone);
}

/** The engine takes any case and keeps it; names are shown to people. */
function capitalised(name: string) {
	if (name !== name.toLowerCase()) return name;
	return name.length <= 3
		? name.toUpperCase()
		: name.replace(/(^|[/_-])(\p{L})/gu, (_, before, letter) => before + letter.toUpperCase());
}
