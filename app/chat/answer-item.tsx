import { memo } from "react";
import { Markdown } from "#app/ui/markdown.tsx";
import { type ChatMessage, type ChatPart, isRetryable } from "#domain/chat/chat-message.ts";
import { isToolPart, type ToolPart } from "#domain/chat/reply-parts.ts";
import { ApprovalCard } from "./approval-card.tsx";
import type { OnChatSubmit } from "./chat-view.tsx";
import { ReceiptLine } from "./receipt-line.tsx";

type AnswerItemProps = {
	message: ChatMessage;
	action: string;
	isLast: boolean;
	/** Whether it is being given. */
	isBusy: boolean;
	onSubmit?: OnChatSubmit;
};

/** What the assistant has done and said. */
export function AnswerItem({ message, action, isLast, isBusy, onSubmit }: AnswerItemProps) {
	const { parts, metadata } = message;
	const isOver = !isBusy && isRetryable(metadata?.status);
	return (
		<div className="chat-answer">
			<span className="sr-only">The assistant said:</span>
			{parts.map((part, index) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: an answer only grows at its end.
				<AnswerPart key={index} {...{ part, parts, action, onSubmit }} />
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

type AnswerPartProps = {
	part: ChatPart;
	parts: ChatPart[];
	action: string;
	onSubmit?: OnChatSubmit;
};

const AnswerPart = memo(function AnswerPart({ part, parts, action, onSubmit }: AnswerPartProps) {
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
