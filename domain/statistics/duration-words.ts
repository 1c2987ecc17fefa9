const UNITS = [
	{ name: "day", seconds: 86_400, from: 36 * 3600 },
	{ name: "hour", seconds: 3600, from: 90 * 60 },
	{ name: "minute", seconds: 60, from: 60 },
];

/** About how long that is, in whole units of which there is more than one: "3 days", "25 minutes". */
export function durationInWords(seconds: number): string {
	const unit = UNITS.find(({ from }) => seconds >= from);
	return unit ? pluralize(Math.round(seconds / unit.seconds), unit.name) : "under a minute";
}

/** "1 day", "2 days". */
export function pluralize(count: number, name: string): string {
	return `${count} ${name}${count === 1 ? "" : "s"}`;
}
