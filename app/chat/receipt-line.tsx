import { type FormEvent, useState } from "react";
import { Link, useLocation } from "react-router";
import { useSubmitForm } from "#app/client/submit/submit-form.ts";
import type { ChatReceipt } from "#domain/chat/chat-message.ts";

/** What a tool did, with a link to the task and a button to undo it. */
export function ReceiptLine({ receipt }: { receipt: ChatReceipt }) {
	const { text, taskId, changeId } = receipt;
	const { pathname, search } = useLocation();
	const [isUndone, setIsUndone] = useState(false);
	const submit = useSubmitForm();
	const undo = async (event: FormEvent<HTMLFormElement>) => {
		event.preventDefault();
		const { kind } = await submit(new FormData(event.currentTarget), "/undo");
		if (kind === "done") setIsUndone(true);
	};
	return (
		<div className={changeId ? "receipt changed" : "receipt"}>
			<p dir="auto">{taskId === null ? text : <Link to={`/tasks/${taskId}`}>{text}</Link>}</p>
			{isUndone && <p>Undone</p>}
			{changeId && !isUndone && (
				<form method="post" action="/undo" onSubmit={undo}>
					<input type="hidden" name="change" value={changeId} />
					<input type="hidden" name="back" value={pathname + search} />
					<button type="submit">
						Undo<span className="sr-only">: {text}</span>
					</button>
				</form>
			)}
		</div>
	);
}
