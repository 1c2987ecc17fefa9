import { log } from "#app/core/log.ts";

/**
 * A line of the log for what workerd says. The worker's own lines are JSON and go as they are. All else
 * is of the runtime (a name that does not resolve, an exception that nobody caught) or of a library that
 * warns of a request: it becomes JSON, too, and loses what somebody may have typed.
 *
 * @example logLine("warn", 'No route for "/tasks?q=dentist"') // {"level":"warn","source":"runtime","message":"No route for …"}
 */
export function logLine(level: string, message: string): string {
	if (isJson(message)) return message;
	return JSON.stringify({
		level: levelOf(level, message),
		source: "runtime",
		message: withoutNames(message),
	});
}

function isJson(message: string): boolean {
	if (!message.startsWith("{")) return false;
	try {
		JSON.parse(message);
		return true;
	} catch {
		return false;
	}
}

/** A request that failed on its way out: anybody who adds a webhook can bring that about. */
const NETWORK = /\/(?:kj-rs-io|kj\/(?:async-io|compat))|\bdisconnected\b/;

function levelOf(level: string, message: string): "info" | "warn" | "error" {
	if (level === "error") return NETWORK.test(message) ? "warn" : "error";
	return level === "warn" ? "warn" : "info";
}

/** The first line without what looks like a name or is quoted, and where in the code it happened. */
function withoutNames(message: string): string {
	const [first = "", ...rest] = message.split("\n");
	const frames = rest.filter((line) => /^\s+at .+:\d+:\d+\)?$/.test(line));
	return [mask(first), ...frames].join("\n");
}

function mask(text: string): string {
	return (
		text
			// "e = file:line: …" is how the runtime begins.
			.replace(/^e = /, "")
			.replace(/["'`].*["'`]/, "…")
			// "host = example.com; service = …"
			.replace(/\b(\w+) = [^;]*/g, "$1 = …")
			// URLs, mail addresses, escapes.
			.replace(/\S*(?::\/\/|[@%?])\S*/g, "…")
			// Hosts and IPv4, with port and path; but not the end of a path of source code.
			.replace(/(?<![\w/.-])[\w-]+(?:\.[\w-]+)+(?:[:/]\S*)?/g, "…")
			// IPv6.
			.replace(/(?<![\w+])\[?[\da-f]*(?::[\da-f]*){2,}\]?(?!\w)\S*/gi, "…")
	);
}

/** From here on this process, too, writes lines of the log alone: what Node warns of, what nobody caught. */
export function logWhatNodeSays(): void {
	process.removeAllListeners("warning");
	process.on("warning", ({ name, message }) => log.warn(`${name}: ${message}`));
	process.on("uncaughtException", (error) => {
		log.exception(error);
		process.exit(1);
	});
}
