import type { KeyboardEvent } from "react";
import type { FormReply } from "#app/core/form.ts";
import { withPending } from "#app/tasks/parts/pending-changes.ts";
import { TASK_BUTTONS_ID } from "#app/tasks/parts/task-buttons.tsx";
import { usePendingChanges } from "#app/tasks/parts/use-task-actions.ts";
import { numberedIntent } from "#domain/task/intents.ts";
import type { Priority, Status } from "#domain/task/task.ts";

type TitleRowProps = {
	id: number;
	status: Status;
	priority: Priority;
	title: string;
	/** The saved title, when it conflicts with the submitted one; else null. */
	saved: string | null;
	reply: FormReply | null;
};

/** A task's checkbox and its title: a text area that looks like a heading. */
export function TitleRow({
	id,
	status: savedStatus,
	priority,
	title,
	saved,
	reply,
}: TitleRowProps) {
	const row = { id, title, status: savedStatus, priority };
	const [shown] = withPending([row], usePendingChanges(), undefined);
	const status = shown?.row.status ?? savedStatus;
	const errors = reply?.errors.title ?? [];
	const notes = [...errors, ...(saved === null ? [] : [`Saved now: ${saved}`])];
	return (
		<div className={`title-row ${priority}${status === "completed" ? " done" : ""}`}>
			<button
				type="submit"
				form={TASK_BUTTONS_ID}
				name="intent"
				value={numberedIntent(status === "pending" ? "complete" : "reopen", id)}
				className="check"
				aria-label={`${status === "pending" ? "Complete" : "Reopen"} ${title}`}
			/>
			<textarea
				name="title"
				aria-label="Title"
				rows={1}
				dir="auto"
				defaultValue={reply?.values.title ?? title}
				aria-invalid={errors.length > 0 || undefined}
				aria-describedby={notes.length > 0 ? "title-notes" : undefined}
				onKeyDown={saveOnEnter}
			/>
			{notes.length > 0 && (
				<p id="title-notes" className="title-notes">
					{notes.join(" ")}
				</p>
			)}
		</div>
	);
}

/** A title has no line breaks, so Enter submits the form. Not while an input method composes. */
function saveOnEnter(event: KeyboardEvent<HTMLTextAreaElement>) {
	if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
	event.preventDefault();
	event.currentTarget.form?.requestSubmit();
}
