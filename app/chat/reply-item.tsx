import { memo } from "react";
import { Markdown } from "#app/ui/markdown.tsx";
import { type ChatMessage, type ChatPart, isRetryable } from "#domain/chat/chat-message.ts";
import { isToolPart, type ToolPart } from "#domain/chat/reply-parts.ts";
import { ApprovalCard } from "./approval-card.tsx";
import type { OnChatSubmit } from "./chat-session.ts";
import { ReceiptLine } from "./receipt-line.tsx";

type ReplyItemProps = {
	message: ChatMessage;
	action: string;
	isLast: boolean;
	/** Whether it is being generated. */
	isBusy: boolean;
	onSubmit?: OnChatSubmit;
};

/** A reply: text, receipts and approvals, and "Try again" when it failed or was interrupted. */
export function ReplyItem({ message, action, isLast, isBusy, onSubmit }: ReplyItemProps) {
	const { parts, metadata } = message;
	const isOver = !isBusy && isRetryable(metadata?.status);
	return (
		<div className="chat-reply">
			<span className="sr-only">The assistant said:</span>
			{parts.map((part, index) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: an answer only grows at its end.
				<ReplyPart key={index} {...{ part, parts, action, onSubmit }} />
			))}
			{isBusy && !parts.some(isShown) && <p className="chat-thinking">Thinking</p>}
			{isOver && (
				<form method="post" action={action} onSubmit={onSubmit} className="chat-problem">
					<p>{metadata?.error ?? "Stopped."}</p>
					{isLast && (
						<button type="submit" name="intent" value="retry">
							Try again
						</button>
					)}
				</form>
			)}
		</div>
	);
}

type ReplyPartProps = {
	part: ChatPart;
	parts: ChatPart[];
	action: string;
	onSubmit?: OnChatSubmit;
};

const ReplyPart = memo(function ReplyPart({ part, parts, action, onSubmit }: ReplyPartProps) {
	if (part.type === "text") return <Markdown text={part.text} />;
	if (part.type === "data-receipt") return <ReceiptLine receipt={part.data} />;
	if (part.type !== "data-question") return null;
	const { approvalId } = part.data;
	const call = parts.find(
		(other): other is ToolPart => isToolPart(other) && other.approval?.id === approvalId,
	);
	return <ApprovalCard question={part.data} call={call} action={action} onSubmit={onSubmit} />;
});

function isShown(part: ChatPart) {
	return part.type === "text" || part.type === "data-receipt" || part.type === "data-question";
}
