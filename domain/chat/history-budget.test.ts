import { describe, expect, test } from "vitest";
import type { ChatMessage, ChatPart } from "./chat-message.ts";
import { chatTitle } from "./chat-title.ts";
import {
	estimateHistoryTokens,
	estimateMessageTokens,
	findNewestStart,
	plainSummary,
	SUMMARY_MAX_LENGTH,
	toTranscript,
} from "./history-budget.ts";

const message = (role: ChatMessage["role"], ...parts: ChatPart[]): ChatMessage => ({
	id: crypto.randomUUID(),
	role,
	parts,
});
const text = (words: string): ChatPart => ({ type: "text", text: words });
const user = (words: string) => message("user", text(words));
const receipt = (words: string): ChatPart => ({
	type: "data-receipt",
	data: { toolCallId: "1", text: words, taskId: 1, changeId: "c" },
});
const tool = (output: unknown): ChatPart => ({
	type: "tool-list_tasks",
	toolCallId: "1",
	state: "output-available",
	input: {},
	output,
});
const turn = (n: number): ChatMessage[] => [
	user(`Question ${n}`),
	message("assistant", tool({ tasks: "x".repeat(400) }), text(`Answer ${n}`)),
];

test("a message costs what it says, and what its tools said", () => {
	expect(estimateMessageTokens(user("four letters"))).toBe(7);
	expect(
		estimateMessageTokens(message("assistant", tool({ tasks: "x".repeat(400) }))),
	).toBeGreaterThan(100);
	expect(estimateHistoryTokens([])).toBe(0);
});

describe("the newest part", () => {
	const messages = Array.from({ length: 10 }, (_, n) => turn(n)).flat();

	test("begins at a question, so that nothing is torn apart", () => {
		for (let tokens = 0; tokens < 1_500; tokens += 37) {
			const from = findNewestStart(messages, tokens);
			expect(messages[from]?.role).toBe("user");
			expect(from).toBeLessThan(messages.length);
		}
	});

	test("is as large as it may be, and never less than the last question", () => {
		expect(findNewestStart(messages, 0)).toBe(18);
		expect(findNewestStart(messages, 400)).toBe(14);
		expect(findNewestStart(messages, 1_000_000)).toBe(0);
		expect(findNewestStart([], 10)).toBe(0);
	});
});

describe("a record", () => {
	test("says what was asked and done, and goes on from the one before", () => {
		const first = plainSummary("", [
			user("add milk\nplease"),
			message("assistant", receipt("Added Milk"), text("Done, and more words.")),
		]);
		expect(first).toBe("- The user: add milk please\n  Done: Added Milk");
		expect(plainSummary(first, [user("thanks")])).toBe(`${first}\n- The user: thanks`);
	});

	test("that grows too long loses its beginning", () => {
		const many = Array.from({ length: 300 }, (_, n) => user(`Question ${n} ${"x".repeat(300)}`));
		const record = plainSummary("", many);
		expect(record.length).toBeLessThanOrEqual(SUMMARY_MAX_LENGTH);
		expect(record).toContain("Question 299");
		expect(record).not.toContain("Question 0 ");
		for (const line of record.split("\n")) expect(line.length).toBeLessThanOrEqual(160);
	});

	test("for a model has the answers, too", () => {
		expect(toTranscript(turn(1))).toBe("User: Question 1\nAssistant: Answer 1");
	});
});

test.each([
	["add milk", "add milk"],
	["  add   milk \nand bread", "add milk"],
	[`${"word ".repeat(20)}`, "word word word word word word word word word word word word…"],
	["x".repeat(80), `${"x".repeat(60)}…`],
])("a chat that begins with %j is called %j", (begins, title) => {
	expect(chatTitle(begins)).toBe(title);
});
