import { stripVTControlCharacters, styleText } from "node:util";

/** What is written on and asked of whoever runs the command. */
export type Terminal = {
	/** Somebody is looking: columns, wrapped lines, questions. Else lines for programs. */
	isInteractive: boolean;
	/** Columns. */
	width: number;
	paint: Paint;
	write(text: string): void;
	line(text?: string): void;
};

type Style = "bold" | "dim" | "red" | "yellow" | "blue" | "green" | "strikethrough";
export type Paint = (style: Style, text: string) => string;

// Whether there are colours is decided below: Node lets FORCE_COLOR win over NO_COLOR.
export const inColour: Paint = (style, text) => styleText(style, text, { validateStream: false });
export const plain: Paint = (_, text) => text;

const WIDTH_MIN = 40;
const WIDTH_UNKNOWN = 80;

type Wish = { color?: boolean };

/** The terminal behind a stream. Colours only where they are seen and wanted (no-color.org). */
export function openTerminal(stream: NodeJS.WriteStream, wish: Wish = {}): Terminal {
	const isInteractive = stream.isTTY === true;
	const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
	const isWanted = wish.color !== false && !NO_COLOR;
	const isSeen = FORCE_COLOR ? FORCE_COLOR !== "0" : isInteractive && TERM !== "dumb";
	const write = (text: string) => {
		stream.write(text);
	};
	return {
		isInteractive,
		width: Math.max(WIDTH_MIN, stream.columns || WIDTH_UNKNOWN),
		paint: isWanted && isSeen ? inColour : plain,
		write,
		line: (text = "") => write(`${text}\n`),
	};
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: those are what has to go.
const CONTROL = /(?![\n\t])[\x00-\x1f\x7f-\x9f]/g;

/** A text of somebody else's that cannot move the cursor or change the terminal. */
export function harmless(text: string): string {
	return stripVTControlCharacters(text).replace(CONTROL, "");
}
