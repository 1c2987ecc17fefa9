import { useId } from "react";
import { Button } from "#app/ui/button.tsx";
import type { ApprovalQuestion } from "#domain/chat/chat-message.ts";
import type { ToolPart } from "#domain/chat/reply-parts.ts";
import type { OnChatSubmit } from "./chat-session.ts";

type ApprovalCardProps = {
	question: ApprovalQuestion;
	/** The tool call that waits, or has been decided; undefined where pages leave it out. */
	call: ToolPart | undefined;
	action: string;
	onSubmit?: OnChatSubmit;
};

/** A question whether the assistant may do something, with its tasks, or what became of it. */
export function ApprovalCard({ question, call, action, onSubmit }: ApprovalCardProps) {
	const { approvalId, text, titles, others } = question;
	const headingId = useId();
	const outcome = call && outcomeOf(call);
	return (
		<form
			method="post"
			action={action}
			onSubmit={onSubmit}
			aria-labelledby={headingId}
			className="chat-approval"
		>
			<p id={headingId} className="font-semibold" dir="auto">
				{text}
			</p>
			<ul>
				{titles.map((title, index) => (
					// biome-ignore lint/suspicious/noArrayIndexKey: titles may repeat, and never change.
					<li key={index} dir="auto">
						{title}
					</li>
				))}
				{others > 0 && <li>and {others} more</li>}
			</ul>
			{outcome === null ? (
				<p className="flex gap-2">
					<Button look="primary" name="intent" value={`approve/${approvalId}`}>
						Approve
					</Button>
					<Button name="intent" value={`deny/${approvalId}`}>
						Deny
					</Button>
				</p>
			) : (
				<p className="text-quiet">{outcome}</p>
			)}
		</form>
	);
}

/** What became of the approval; null while it waits. */
function outcomeOf({ state, approval }: ToolPart): string | null {
	if (state === "approval-requested") return null;
	if (approval?.approved === false) return "Denied. Nothing was done.";
	if (state === "approval-responded") return "Approved, and not done yet.";
	return state === "output-error" ? "Approved, but it could not be done." : "Approved.";
}
