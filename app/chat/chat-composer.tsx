import { type KeyboardEvent, useId } from "react";
import type { FormReply } from "#app/core/form.ts";
import { MESSAGE_MAX_LENGTH } from "#domain/limits.ts";
import type { ChatSession, OnChatSubmit } from "./chat-session.ts";

type ChatComposerProps = {
	session: ChatSession;
	action: string;
	chatId: string;
	formKey: string;
	reply: FormReply | null;
	onSubmit: OnChatSubmit;
};

/** The field for the next message. While a reply is generated, its button is Stop. */
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

/** Enter sends, Shift+Enter begins a new line. On touch keyboards, which have no Shift+Enter, Enter does. */
function sendByEnter(event: KeyboardEvent<HTMLTextAreaElement>) {
	const { key, shiftKey, nativeEvent, currentTarget } = event;
	if (key !== "Enter" || shiftKey || nativeEvent.isComposing) return;
	if (window.matchMedia("(pointer: coarse)").matches) return;
	event.preventDefault();
	const { form } = currentTarget;
	// While a reply is generated the only button is Stop, which Enter must not press.
	const send = form?.querySelector<HTMLButtonElement>("button[value=send]");
	if (send) form?.requestSubmit(send);
}
