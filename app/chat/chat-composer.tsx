import { type KeyboardEvent, useId } from "react";
import type { FormReply } from "#app/core/form.ts";
import { MESSAGE_MAX_LENGTH } from "#domain/chat/chat-message.ts";
import type { ChatSession } from "./chat-session.ts";
import type { OnChatSubmit } from "./chat-view.tsx";

type ChatComposerProps = {
	session: ChatSession;
	action: string;
	chatId: string;
	formKey: string;
	reply: FormReply | null;
	onSubmit: OnChatSubmit;
};

/** Where to say something. While an answer comes, its button stops that instead. */
export function ChatComposer(props: ChatComposerProps) {
	const { session, action, chatId, formKey, reply, onSubmit } = props;
	const id = useId();
	const errors = [...(reply?.errors.message ?? []), ...(reply?.errors[""] ?? [])];
	return (
		<form method="post" action={action} onSubmit={onSubmit} className="chat-composer">
			<input type="hidden" name="chat" value={chatId} />
			<input type="hidden" name="key" value={formKey} />
			{errors.length > 0 && (
				<p id={`${id}-error`} role="alert">
					{errors.join(" ")}
				</p>
			)}
			<div className="chat-field">
				<label htmlFor={id} className="sr-only">
					Message
				</label>
				<textarea
					id={id}
					name="message"
					rows={1}
					maxLength={MESSAGE_MAX_LENGTH}
					placeholder="Ask, or say what to do"
					defaultValue={reply?.values.message}
					dir="auto"
					enterKeyHint="send"
					aria-invalid={errors.length > 0 || undefined}
					aria-describedby={errors.length > 0 ? `${id}-error` : undefined}
					onKeyDown={sendByEnter}
				/>
				{session.isBusy ? (
					<button type="submit" name="intent" value="stop" className="chat-stop">
						Stop
					</button>
				) : (
					<button type="submit" name="intent" value="send">
						Send
					</button>
				)}
			</div>
		</form>
	);
}

/** Shift and Enter begin a new line; so does Enter where keys are on the glass, and there is a button. */
function sendByEnter(event: KeyboardEvent<HTMLTextAreaElement>) {
	const { key, shiftKey, nativeEvent, currentTarget } = event;
	if (key !== "Enter" || shiftKey || nativeEvent.isComposing) return;
	if (window.matchMedia("(pointer: coarse)").matches) return;
	event.preventDefault();
	const { form } = currentTarget;
	// While an answer comes, the form's only button is "Stop", which nobody means by Enter.
	const send = form?.querySelector<HTMLButtonElement>("button[value=send]");
	if (send) form?.requestSubmit(send);
}
