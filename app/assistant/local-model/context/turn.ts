import type { LanguageModelV4Message, LanguageModelV4Prompt } from "@ai-sdk/provider";
import { UTTERANCE_MAX_LENGTH } from "#domain/limits.ts";
import { outcomesOf, type ToolOutcome } from "./tool-outcome.ts";

/**
 * One turn of the conversation: a message of the user and what followed it. Turns are read from the
 * end of the prompt, and earlier ones only when asked for, since a prompt may have hundreds.
 */
export class Turn {
	/** What the user said, as much of it as is read. */
	readonly text: string;
	readonly #prompt: LanguageModelV4Prompt;
	readonly #at: number;
	readonly #end: number;
	#outcomes: ToolOutcome[] | null = null;

	private constructor(prompt: LanguageModelV4Prompt, at: number, end: number) {
		this.#prompt = prompt;
		this.#at = at;
		this.#end = end;
		this.text = textOf(prompt[at]).slice(0, UTTERANCE_MAX_LENGTH);
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
	get answerText(): string {
		const last = this.#prompt
			.slice(this.#at, this.#end)
			.findLast(({ role }) => role === "assistant");
		if (last?.role !== "assistant") return "";
		return last.content.map((part) => (part.type === "text" ? part.text : "")).join("");
	}

	/** In the order of the calls. */
	get outcomes(): ToolOutcome[] {
		this.#outcomes ??= outcomesOf(this.#prompt.slice(this.#at, this.#end));
		return this.#outcomes;
	}
}

function textOf(message: LanguageModelV4Message | undefined): string {
	if (message?.role !== "user") return "";
	return message.content.map((part) => (part.type === "text" ? part.text : "")).join("\n");
}
