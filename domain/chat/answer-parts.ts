/** What may become of the parts of an answer: it is approved, broken off, tried again, told once more. */
import type { DynamicToolUIPart, ToolUIPart, UIMessageChunk } from "ai";
import type { ChatPart, ChatReceipt } from "./chat-message.ts";

export type ToolPart = ToolUIPart | DynamicToolUIPart;

/** What is known of a tool call from where it ran. Without an outcome, it was under way at the end. */
export type ToolCall = {
	toolCallId: string;
	toolName: string;
	input: unknown;
	outcome: { output: unknown; receipt: ChatReceipt | null } | { errorText: string } | null;
};

const INTERRUPTED =
	"Tend was restarted while this was done, so it is not known whether it was. Look it up before doing it again.";
const NOT_BEGUN = "This was approved, and interrupted before it was done.";
const PASSED_OVER = "The user went on without approving this.";

export function isToolPart(part: ChatPart): part is ToolPart {
	return part.type === "dynamic-tool" || part.type.startsWith("tool-");
}

export function toolNameOf(part: ToolPart): string {
	return part.type === "dynamic-tool" ? part.toolName : part.type.slice("tool-".length);
}

/** The approvals that these parts wait for. */
export function pendingApprovals(parts: ChatPart[]): string[] {
	return parts.flatMap((part) =>
		isToolPart(part) && part.state === "approval-requested" ? [part.approval.id] : [],
	);
}

/** With the user's answer to the approval of that id. */
export function withApproval(parts: ChatPart[], id: string, approved: boolean): ChatPart[] {
	return parts.map((part) =>
		isToolPart(part) && part.state === "approval-requested" && part.approval.id === id
			? { ...part, state: "approval-responded", approval: { ...part.approval, approved } }
			: part,
	);
}

/** With what nobody answered denied: the user has gone on, or stopped it. */
export function withoutQuestions(parts: ChatPart[]): ChatPart[] {
	return parts.map((part) =>
		isToolPart(part) && part.state === "approval-requested"
			? {
					...part,
					state: "output-denied",
					approval: { ...part.approval, approved: false, reason: PASSED_OVER },
				}
			: part,
	);
}

/**
 * The parts of an answer that ended in the middle, as they may stand: with the outcome of each tool
 * call that ran, whether or not the stream got as far as saying so, and without calls that never ran.
 */
export function settled(parts: ChatPart[], calls: ToolCall[]): ChatPart[] {
	const byId = new Map(calls.map((call) => [call.toolCallId, call]));
	const known = new Set(parts.flatMap((part) => (isToolPart(part) ? [part.toolCallId] : [])));
	const told = new Set(
		parts.flatMap((part) => (part.type === "data-receipt" ? [part.data.toolCallId] : [])),
	);
	const withReceipt = (part: ChatPart, { toolCallId, outcome }: ToolCall): ChatPart[] => {
		const receipt = outcome && "receipt" in outcome && !told.has(toolCallId) && outcome.receipt;
		return receipt ? [part, { type: "data-receipt", data: receipt }] : [part];
	};
	const stood = parts.flatMap((part): ChatPart[] => {
		if (part.type === "text") return part.text === "" ? [] : [{ ...part, state: "done" }];
		if (!isToolPart(part)) return [part];
		const call = byId.get(part.toolCallId);
		if (call) return withReceipt(withOutcome(part, call), call);
		if (part.state === "input-streaming" || part.state === "input-available") return [];
		if (part.state !== "approval-responded") return [part];
		return part.approval.approved
			? [withError(part, NOT_BEGUN)]
			: [{ ...part, state: "output-denied", approval: { ...part.approval, approved: false } }];
	});
	const unseen = calls.filter(({ toolCallId }) => !known.has(toolCallId));
	return [
		...stood,
		...unseen.flatMap((call) => {
			const { toolCallId, toolName, input } = call;
			const part: ToolPart = {
				type: `tool-${toolName}`,
				toolCallId,
				state: "input-available",
				input,
			};
			return withReceipt(withOutcome(part, call), call);
		}),
	];
}

function withOutcome(part: ToolPart, { input, outcome }: ToolCall): ChatPart {
	if (part.state === "output-available") return part;
	if (!outcome) return withError({ ...part, input } as ToolPart, INTERRUPTED);
	if ("errorText" in outcome) {
		if (part.state === "output-error") return part;
		return withError({ ...part, input } as ToolPart, outcome.errorText);
	}
	return { ...part, input, state: "output-available", output: outcome.output } as ToolPart;
}

function withError(part: ToolPart, errorText: string): ChatPart {
	return { ...part, state: "output-error", errorText } as ToolPart;
}

/**
 * What a second try goes on from: all that tools have done, so that nothing is done twice, and none of
 * the words behind it.
 */
export function workedParts(parts: ChatPart[]): ChatPart[] {
	const last = parts.findLastIndex((part) => isToolPart(part) || part.type === "data-receipt");
	return parts.slice(0, last + 1);
}

/** The parts as a stream would tell them from the beginning, for somebody who comes late. */
export function toChunks(parts: ChatPart[]): UIMessageChunk[] {
	return parts.flatMap((part, index): UIMessageChunk[] => {
		if (part.type === "step-start") return [{ type: "start-step" }];
		if (part.type === "text") {
			const id = `said-${index}`;
			return [
				{ type: "text-start", id, providerMetadata: part.providerMetadata },
				{ type: "text-delta", id, delta: part.text },
				{ type: "text-end", id },
			];
		}
		if (part.type === "data-receipt" || part.type === "data-question") return [part];
		return isToolPart(part) ? toolChunks(part) : [];
	});
}

/** What those who have heard of the parts `before` have yet to hear, once they are settled. */
export function outcomeChunks(before: ChatPart[], parts: ChatPart[]): UIMessageChunk[] {
	const known = before.flatMap((part) => (isToolPart(part) ? [part.toolCallId] : []));
	return parts.flatMap((part): UIMessageChunk[] => {
		if (before.includes(part)) return [];
		if (part.type === "data-receipt") return [part];
		if (!isToolPart(part)) return [];
		const chunks = toolChunks(part);
		return known.includes(part.toolCallId) ? chunks.slice(-1) : chunks;
	});
}

function toolChunks(part: ToolPart): UIMessageChunk[] {
	const { toolCallId, approval } = part;
	if (part.state === "input-streaming") return [];
	const chunks: UIMessageChunk[] = [
		{
			type: "tool-input-available",
			toolCallId,
			toolName: toolNameOf(part),
			input: part.input,
			...(part.type === "dynamic-tool" ? { dynamic: true } : {}),
			providerMetadata: part.callProviderMetadata,
		},
	];
	if (approval) {
		chunks.push({ type: "tool-approval-request", approvalId: approval.id, toolCallId });
		if (approval.approved !== undefined) {
			const { id: approvalId, approved, reason } = approval;
			chunks.push({ type: "tool-approval-response", approvalId, approved, reason });
		}
	}
	if (part.state === "output-available") {
		chunks.push({ type: "tool-output-available", toolCallId, output: part.output });
	} else if (part.state === "output-error") {
		chunks.push({ type: "tool-output-error", toolCallId, errorText: part.errorText });
	} else if (part.state === "output-denied") {
		chunks.push({ type: "tool-output-denied", toolCallId });
	}
	return chunks;
}
