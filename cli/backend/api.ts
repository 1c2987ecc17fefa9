import { MINUTE_MS } from "#domain/time/durations.ts";
import type { Backend } from "./backend.ts";
import { EXIT, failure, failureOf, type Problem } from "./failure.ts";

/** A task as the API tells it. */
export type TaskJson = {
	id: number;
	title: string;
	description: string;
	status: "pending" | "completed";
	priority: "high" | "medium" | "low";
	dueDate: string | null;
	tags: string[];
	parentId: number | null;
	recurrence: { rule: string; from: "due" | "completion" } | null;
	reminders: ({ minutesBefore: number } | { at: string })[];
	completedAt: string | null;
	createdAt: string;
	updatedAt: string;
	version: number;
};

export type TaskPage = { tasks: TaskJson[]; total: number; page: number; limit: number };

const PATIENCE_MS = MINUTE_MS;

type Options = { body?: unknown; headers?: Record<string, string> };

/** Sends JSON and gives the JSON that is answered. Throws a `Failure` for anything but success. */
export async function call<Answer>(
	backend: Backend,
	method: string,
	path: string,
	{ body, headers = {} }: Options = {},
): Promise<Answer> {
	const response = await backend.send(path, {
		method,
		signal: AbortSignal.timeout(PATIENCE_MS),
		headers: { ...headers, ...(body === undefined ? {} : { "content-type": "application/json" }) },
		...(body === undefined ? {} : { body: JSON.stringify(body) }),
	});
	if (!response.ok) throw await refusalOf(backend, response);
	return readJson<Answer>(backend, response);
}

/** What an answer that is no success says, as a `Failure`. */
export async function refusalOf(backend: Backend, response: Response): Promise<Error> {
	const { status } = response;
	if (isJson(response)) {
		const problem = await readJson<Problem>(backend, response);
		if (status === 401 && /docs#(?:unauthorized|session-ended)/.test(problem.type)) {
			problem.detail = `You are not signed in at ${backend.location}. Sign in: tend login ${backend.location}`;
		}
		return failureOf(status, problem);
	}
	return notTend(backend, status);
}

async function readJson<Answer>(backend: Backend, response: Response): Promise<Answer> {
	if (!isJson(response)) throw notTend(backend, response.status);
	try {
		return (await response.json()) as Answer;
	} catch {
		throw failure(EXIT.noConnection, `The answer of ${backend.location} broke off.`);
	}
}

function isJson(response: Response): boolean {
	return /^application\/(?:[\w.-]+\+)?json\b/.test(response.headers.get("content-type") ?? "");
}

function notTend(backend: Backend, status: number) {
	return failure(
		EXIT.noConnection,
		`${backend.location} does not answer as Tend does (HTTP ${status}). Is the address right?`,
	);
}
