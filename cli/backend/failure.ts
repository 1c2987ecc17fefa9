/** How the console client ends. Documented in docs/console.md. */
export const EXIT = {
	ok: 0,
	/** Refused: bad input, no such task, nothing to undo. Nothing was done. */
	refused: 1,
	/** Called in a way that there is not. */
	usage: 2,
	/** The server could not be reached, or it was not Tend that answered. */
	noConnection: 3,
	/** Not signed in, or not allowed. */
	notSignedIn: 4,
	/** The server failed, or has had too many requests. */
	fault: 5,
	/** The local file is damaged, or cannot be read, locked or written. It is as it was. */
	file: 6,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** An error as the API tells it (RFC 9457), and as `--json` shows every error. */
export type Problem = {
	type: string;
	title: string;
	status?: number;
	detail: string;
	requestId?: string;
	errors?: { path: string; message: string }[];
};

/** Ends the command: one clear sentence on stderr, and an exit code. */
export class Failure extends Error {
	readonly exitCode: ExitCode;
	readonly problem: Problem;

	constructor(exitCode: ExitCode, problem: Problem) {
		super(problem.detail);
		this.exitCode = exitCode;
		this.problem = problem;
	}
}

const TITLES: Partial<Record<ExitCode, string>> = {
	[EXIT.refused]: "Refused",
	[EXIT.usage]: "Usage",
	[EXIT.noConnection]: "No connection",
	[EXIT.notSignedIn]: "Not signed in",
	[EXIT.fault]: "Fault",
	[EXIT.file]: "File",
};

/** A failure that no server had a part in. */
export function failure(exitCode: ExitCode, detail: string): Failure {
	const title = TITLES[exitCode] ?? "Failure";
	const type = `tend:${title.toLowerCase().replaceAll(" ", "-")}`;
	return new Failure(exitCode, { type, title, detail });
}

/** The failure that an answer of the API tells of. */
export function failureOf(status: number, problem: Problem): Failure {
	return new Failure(exitCodeOf(status), problem);
}

function exitCodeOf(status: number): ExitCode {
	if (status === 401 || status === 403) return EXIT.notSignedIn;
	if (status === 429 || status >= 500) return EXIT.fault;
	return EXIT.refused;
}
