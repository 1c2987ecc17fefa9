import { harmless, type Terminal } from "./terminal.ts";
import { padEnd, padStart, textWidth } from "./text-width.ts";

/*
 * Statistics as the API answers them: figures, groups of figures, and series. What they are called
 * is said by their names there, so that a figure that is added to the API is shown here as well.
 */

type Look = Pick<Terminal, "paint" | "width">;
type Series = Record<string, unknown>[];

const BAR_WIDTH = 24;

export function statsLines(stats: object, look: Look): string[] {
	const lines: string[] = [];
	const figures = Object.entries(stats).filter(([, value]) => !isGroup(value));
	const width = Math.max(0, ...figures.map(([name]) => textWidth(inWords(name))));
	for (const [name, value] of figures) {
		lines.push(`${padEnd(inWords(name), width)}  ${look.paint("bold", figure(value))}`);
	}
	for (const [name, value] of Object.entries(stats)) {
		if (!isGroup(value)) continue;
		const body = Array.isArray(value) ? seriesLines(value, look) : statsLines(value, look);
		if (body.length === 0) continue;
		lines.push("", look.paint("dim", inWords(name)), ...body.map((line) => `  ${line}`));
	}
	return lines;
}

/** A line for each entry: its name, its first number as a bar, and all its numbers. */
function seriesLines(series: unknown[], { paint }: Look): string[] {
	const rows = (series.filter((entry) => typeof entry === "object" && entry) as Series).map(
		(entry) => ({
			name: Object.values(entry).find((value) => typeof value === "string") ?? "",
			numbers: Object.entries(entry).filter(([, value]) => typeof value === "number"),
		}),
	);
	const counts = rows.map(({ numbers: [first] }) => Number(first?.[1] ?? 0));
	const most = Math.max(1, ...counts);
	const nameWidth = Math.max(0, ...rows.map(({ name }) => textWidth(harmless(String(name)))));
	return rows.map(({ name, numbers }, index) => {
		const [, ...others] = numbers;
		const count = counts[index] ?? 0;
		const bar = "█".repeat(Math.ceil((count / most) * BAR_WIDTH));
		const more = others.map(([key, value]) => `${inWords(key)} ${figure(value)}`).join(", ");
		return [
			padEnd(harmless(String(name)), nameWidth),
			padStart(figure(count), String(most).length + 1),
			paint("green", bar),
			paint("dim", more),
		]
			.join(" ")
			.trimEnd();
	});
}

function isGroup(value: unknown): value is object {
	return typeof value === "object" && value !== null;
}

/** `completedPerDay` → `completed per day`. */
function inWords(name: string): string {
	return harmless(name).replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function figure(value: unknown): string {
	if (value === null) return "–";
	if (typeof value === "number" && !Number.isInteger(value)) return value.toFixed(2);
	return harmless(String(value));
}
