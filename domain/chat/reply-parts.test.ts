import { describe, expect, test } from "vitest";
import type { ChatPart } from "./chat-message.ts";
import {
	denyPendingApprovals,
	finalizeParts,
	outcomeChunks,
	pendingApprovals,
	resumableParts,
	type ToolCallRecord,
	toChunks,
	withApproval,
} from "./reply-parts.ts";

const step: ChatPart = { type: "step-start" };
const said = (text: string): ChatPart => ({ type: "text", text, state: "done" });
const saying = (text: string): ChatPart => ({ type: "text", text, state: "streaming" });
const input = { title: "Milk" };
const adding = { type: "tool-add_task", toolCallId: "1", state: "input-available", input } as const;
const added: ChatPart = { ...adding, state: "output-available", output: { task_id: 1 } };
const asking: ChatPart = {
	type: "tool-delete_task",
	toolCallId: "2",
	state: "approval-requested",
	input: { task_id: 1 },
	approval: { id: "a" },
};
const receipt = { toolCallId: "1", text: "Added Milk", taskId: 1, changeId: "c" };
const receiptPart: ChatPart = { type: "data-receipt", data: receipt };
const call = (outcome: ToolCallRecord["outcome"]): ToolCallRecord => ({
	toolCallId: "1",
	toolName: "add_task",
	input,
	outcome,
});
const done = call({ output: { task_id: 1 }, receipt });

describe("a reply that ended early", () => {
	test("stands as far as it came", () => {
		expect(finalizeParts([step, saying("One tw")], [])).toEqual([step, said("One tw")]);
		expect(finalizeParts([step, saying("")], [])).toEqual([step]);
	});

	test("has the outcome of tools, whether or not the stream had told of it", () => {
		expect(finalizeParts([step, adding], [done])).toEqual([step, added, receiptPart]);
		expect(finalizeParts([step, added], [done])).toEqual([step, added, receiptPart]);
		expect(finalizeParts([step, added, receiptPart], [done])).toEqual([step, added, receiptPart]);
		expect(finalizeParts([step], [done])).toEqual([step, added, receiptPart]);
	});

	test("does not know what became of a tool that was at work", () => {
		expect(finalizeParts([step, adding], [call(null)])).toMatchObject([
			step,
			{ state: "output-error", errorText: expect.stringContaining("not known whether it was") },
		]);
	});

	test("has no call that never ran, and none that was approved and never ran", () => {
		expect(finalizeParts([step, adding], [])).toEqual([step]);
		const approved = withApproval([asking], "a", true);
		expect(finalizeParts(approved, [])).toMatchObject([{ state: "output-error" }]);
		const denied = withApproval([asking], "a", false);
		expect(finalizeParts(denied, [])).toMatchObject([{ state: "output-denied" }]);
	});

	test("tells those who listen what they have not heard", () => {
		const before = [step, adding, saying("On")];
		expect(outcomeChunks(before, finalizeParts(before, [done]))).toEqual([
			{ type: "tool-output-available", toolCallId: "1", output: { task_id: 1 } },
			receiptPart,
		]);
		expect(outcomeChunks([step], finalizeParts([step], [done]))).toMatchObject([
			{ type: "tool-input-available" },
			{ type: "tool-output-available" },
			receiptPart,
		]);
		const whole = [step, added, receiptPart, said("Done.")];
		expect(outcomeChunks(whole, finalizeParts(whole, [done]))).toEqual([]);
	});

	test("is tried again from what was done, not from what was said", () => {
		expect(resumableParts([step, added, receiptPart, step, said("Milk is")])).toEqual([
			step,
			added,
			receiptPart,
		]);
		expect(resumableParts([step, said("Let me")])).toEqual([]);
	});
});

describe("approvals", () => {
	test("are pending until they are answered, or passed over", () => {
		expect(pendingApprovals([step, added, asking])).toEqual(["a"]);
		expect(withApproval([asking], "b", true)).toEqual([asking]);
		const answered = withApproval([asking], "a", true);
		expect(pendingApprovals(answered)).toEqual([]);
		expect(answered).toMatchObject([{ state: "approval-responded", approval: { approved: true } }]);
		expect(denyPendingApprovals([asking])).toMatchObject([
			{ state: "output-denied", approval: { id: "a", approved: false } },
		]);
	});
});

test("parts are told once more as a stream tells them", () => {
	const denied = denyPendingApprovals([asking]);
	const types = toChunks([step, said("Hi"), added, receiptPart, ...denied]).map(({ type }) => type);
	expect(types).toEqual([
		"start-step",
		"text-start",
		"text-delta",
		"text-end",
		"tool-input-available",
		"tool-output-available",
		"data-receipt",
		"tool-input-available",
		"tool-approval-request",
		"tool-approval-response",
		"tool-output-denied",
	]);
});
