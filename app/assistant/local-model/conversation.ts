import type { LanguageModelV4Message, LanguageModelV4Prompt } from "@ai-sdk/provider";
import type { Priority } from "#domain/task/task.ts";

/** The conversation as turns, read from its end and no further than somebody asks for. */

/** A task as results of tools tell of it. */
export type Known = {
	task_id: number;
	title?: string;
	status?: string;
	due_date?: string;
	due_in_words?: string;
	priority?: Priority;
	tags?: string[];
	repeats?: string;
	overdue?: boolean;
};

export type Result = Record<string, unknown>;

/** A tool's call and what came of it. */
export type Outcome = {
	name: string;
	input: Record<string, unknown>;
	/** Null where it failed, was denied, or waits for an answer. */
	result: Result | null;
	error: string | null;
	denied: boolean;
};

/** What the user said, and the calls that followed. */
export class Turn {
	readonly text: string;
	readonly #prompt: LanguageModelV4Prompt;
	readonly #at: number;
	readonly #end: number;
	#outcomes: Outcome[] | null = null;

	private constructor(prompt: LanguageModelV4Prompt, at: number, end: number) {
		this.#prompt = prompt;
		this.#at = at;
		this.#end = end;
		this.text = textOf(prompt[at]);
	}

	/** The last turn before `end`; null where there is none. */
	static last(prompt: LanguageModelV4Prompt, end = prompt.length): Turn | null {
		for (let at = end - 1; at >= 0; at -= 1) {
			if (prompt[at]?.role === "user") return new Turn(prompt, at, end);
		}
		return null;
	}

	get previous(): Turn | null {
		return Turn.last(this.#prompt, this.#at);
	}

	/** What was said to it in the end, so far. */
	get answer(): string {
		const last = this.#prompt
			.slice(this.#at, this.#end)
			.findLast(({ role }) => role === "assistant");
		if (last?.role !== "assistant") return "";
		return last.content.map((part) => (part.type === "text" ? part.text : "")).join("");
	}

	/** In the order of the calls. */
	get outcomes(): Outcome[] {
		this.#outcomes ??= outcomesOf(this.#prompt.slice(this.#at, this.#end));
		return this.#outcomes;
	}
}

function textOf(message: LanguageModelV4Message | undefined): string {
	if (message?.role !== "user") return "";
	return message.content.map((part) => (part.type === "text" ? part.text : "")).join("\n");
}

function outcomesOf(messages: LanguageModelV4Message[]): Outcome[] {
	const outcomes = new Map<string, Outcome>();
	for (const { role, content } of messages) {
		if (role !== "assistant" && role !== "tool") continue;
		for (const part of content) {
			if (part.type === "tool-call") {
				const { toolName: name, input } = part;
				const args = (typeof input === "object" && input !== null ? input : {}) as Result;
				outcomes.set(part.toolCallId, {
					name,
					input: args,
					result: null,
					error: null,
					denied: false,
				});
			}
			const outcome = part.type === "tool-result" ? outcomes.get(part.toolCallId) : undefined;
			if (part.type !== "tool-result" || !outcome) continue;
			const { output } = part;
			switch (output.type) {
				case "json":
					outcome.result = output.value as Result;
					break;
				case "execution-denied":
					outcome.denied = true;
					break;
				case "error-text":
					outcome.error = output.value;
					break;
				case "error-json":
					outcome.error = JSON.stringify(output.value);
					break;
				default:
					outcome.error = "The answer could not be read.";
			}
		}
	}
	return [...outcomes.values()];
}
