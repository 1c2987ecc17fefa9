import { rootCause } from "./errors.ts";

/** Errors of the engine whose messages may hold what somebody typed. */
const QUOTING = new Set(["SyntaxError", "RangeError", "URIError"]);

/** Values of a log line beside its message. Never what somebody typed. */
type Fields = Record<string, unknown>;

/**
 * The log: one JSON object a line. Alerts look for `"level":"error"` (docs/operations/alerts.yml).
 *
 * @example log.warn("Metrics were lost", { requestId })
 */
export const log = {
	/** What happened as it should; without a level. */
	info(fields: Fields): void {
		console.log(JSON.stringify(fields));
	},
	/** What mends itself, or somebody else has to mend. */
	warn(message: string, fields: Fields = {}): void {
		console.warn(JSON.stringify({ level: "warn", ...fields, message }));
	},
	/** What an operator has to look at. */
	error(message: string, fields: Fields = {}): void {
		console.error(JSON.stringify({ level: "error", ...fields, message }));
	},
	/**
	 * An error that nobody foresaw: the message of what caused it, or its class alone where the engine
	 * quotes in the message what it was given (JSON, a URL), and where it was thrown.
	 */
	exception(error: unknown, fields: Fields = {}): void {
		const { name, message, stack = "" } = rootCause(error);
		const frames = stack.split("\n").filter((line) => line.trimStart().startsWith("at "));
		const told = QUOTING.has(name) ? name : message;
		console.error(
			JSON.stringify({ level: "error", ...fields, message: told, stack: frames.join("\n") }),
		);
	},
};
