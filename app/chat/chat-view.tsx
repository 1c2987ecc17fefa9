import { useRef } from "react";
import type { FormReply } from "#app/core/form.ts";
import { ChatComposer } from "./chat-composer.tsx";
import { ChatExamples } from "./chat-examples.tsx";
import { ChatLog } from "./chat-log.tsx";
import type { ChatSession, OnChatSubmit } from "./chat-session.ts";
import { useStickToEnd } from "./use-stick-to-end.ts";

type ChatViewProps = {
	session: ChatSession;
	/** Where forms are sent without script. */
	action: string;
	chatId: string;
	/** The id of the next message without script: sent twice, it is stored once. */
	formKey: string;
	reply: FormReply | null;
	/** The address of the messages before these; null when there are none. */
	earlier: string | null;
};

/** The messages of a chat and the field for the next one, on the chat page and in the assistant panel. */
export function ChatView(props: ChatViewProps) {
	const { session, action, chatId, formKey, reply, earlier } = props;
	const { messages, spokenReply } = session;
	const end = useRef<HTMLDivElement>(null);
	const follow = useStickToEnd(end);

	const onSubmit: OnChatSubmit = (event) => {
		event.preventDefault();
		const { submitter } = event.nativeEvent as SubmitEvent;
		const form = new FormData(event.currentTarget, submitter);
		const [intent, id = ""] = String(form.get("intent")).split("/");
		if (intent === "stop") return session.stop();
		if (intent === "retry") return session.retry();
		if (intent === "approve" || intent === "deny") {
			return session.approve(id, intent === "approve");
		}
		const text = String(form.get("message")).trim();
		if (text === "" || session.isBusy) return;
		session.send(text);
		event.currentTarget.reset();
		follow();
	};
	return (
		<div className="chat">
			<ChatLog {...{ session, action, earlier, onSubmit }} />
			{messages.length === 0 && <ChatExamples {...{ action, chatId, formKey, onSubmit }} />}
			<div ref={end} id="end" />
			<p className="sr-only" aria-live="polite">
				{spokenReply}
			</p>
			<ChatComposer {...{ session, action, chatId, formKey, reply, onSubmit }} />
		</div>
	);
}
