import type { Paint } from "./terminal.ts";

/** The AI SDK's UI message stream (docs/04-ai-sdk-ui/50-stream-protocol.mdx), as far as a terminal shows it. */

export type Receipt = { toolCallId: string; text: string };

/** What waits for the user's yes or no. */
export type Question = {
	approvalId: string;
	text: string;
	/** What it is about, as far as there is room, and how many there are beyond. */
	titles: string[];
	others: number;
};

export type ChatEvent =
	| { type: "text"; text: string }
	| { type: "text-end" }
	| { type: "receipt"; receipt: Receipt }
	| { type: "question"; question: Question }
	| { type: "error"; message: string };

type Chunk = Record<string, unknown> & { type: string };

const DONE = "[DONE]";

/** What an answer says and does, as it comes in. Throws an Error when it breaks off before its end. */
export async function* readChatStream(
	body: AsyncIterable<Uint8Array>,
): AsyncGenerator<ChatEvent, void> {
	const calls = new Map<string, string>();
	/** By the ids of their calls: what stands in the parts of Tend's own is said better there. */
	const asked = new Map<string, Question>();
	for await (const data of readEvents(body)) {
		if (data === DONE) {
			for (const question of asked.values()) yield { type: "question", question };
			return;
		}
		const chunk = JSON.parse(data) as Chunk;
		const call = textOf(chunk.toolCallId);
		switch (chunk.type) {
			case "text-delta":
				yield { type: "text", text: textOf(chunk.delta) };
				break;
			case "text-end":
				yield { type: "text-end" };
				break;
			case "tool-input-available":
				calls.set(call, `${textOf(chunk.toolName)} ${JSON.stringify(chunk.input)}`);
				break;
			case "data-receipt":
				yield { type: "receipt", receipt: chunk.data as Receipt };
				break;
			case "tool-approval-request": {
				const approvalId = textOf(chunk.approvalId);
				if (chunk.isAutomatic || asked.has(approvalId)) break;
				asked.set(approvalId, {
					approvalId,
					text: calls.get(call) ?? "Go on?",
					titles: [],
					others: 0,
				});
				break;
			}
			case "data-question": {
				const question = chunk.data as Question;
				asked.set(question.approvalId, question);
				break;
			}
			case "error":
				yield { type: "error", message: textOf(chunk.errorText) };
		}
	}
	throw new Error("The answer broke off.");
}

/** The data of server-sent events (HTML Standard, section 9.2). */
async function* readEvents(body: AsyncIterable<Uint8Array>): AsyncGenerator<string, void> {
	const decoder = new TextDecoder();
	let buffered = "";
	for await (const bytes of body) {
		buffered += decoder.decode(bytes, { stream: true }).replaceAll("\r", "");
		for (let end = buffered.indexOf("\n\n"); end !== -1; end = buffered.indexOf("\n\n")) {
			const data = buffered
				.slice(0, end)
				.split("\n")
				.filter((line) => line.startsWith("data:"))
				.map((line) => line.slice(5).trimStart())
				.join("\n");
			buffered = buffered.slice(end + 2);
			if (data !== "") yield data;
		}
	}
}

function textOf(value: unknown): string {
	return typeof value === "string" ? value : "";
}

const MARKS = /\*\*|\\([!-/:-@[-`{-~])/g;

/**
 * Shows `**bold**` as bold and `\#` as the sign that is meant, piece by piece. Without colours texts
 * stay as they are.
 */
export function newMarkdownWriter(paint: Paint): (piece: string) => string {
	const [on = "", off = ""] = paint("bold", "\0").split("\0");
	let isBold = false;
	let held = "";
	return (piece) => {
		if (on === "") return piece;
		const text = held + piece;
		// What follows it is seen in the next piece.
		held = /(?:(?<![\\*])\*|(?<!\\)\\)$/.exec(text)?.[0] ?? "";
		return text.slice(0, text.length - held.length).replace(MARKS, (_, escaped?: string) => {
			if (escaped !== undefined) return escaped;
			isBold = !isBold;
			return isBold ? on : off;
		});
	};
}
