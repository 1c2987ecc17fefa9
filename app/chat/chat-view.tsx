import { type FormEvent, useRef } from "react";
import type { FormReply } from "#app/core/form.ts";
import { ChatComposer } from "./chat-composer.tsx";
import { ChatExamples } from "./chat-examples.tsx";
import { ChatLog } from "./chat-log.tsx";
import type { ChatSession } from "./chat-session.ts";
import { useStickToEnd } from "./use-stick-to-end.ts";

type ChatViewProps = {
	session: ChatSession;
	/** Where forms go when no script takes them. */
	action: string;
	chatId: string;
	/** Makes a message that is sent twice arrive once. */
	formKey: string;
	reply: FormReply | null;
	/** Where the messages before these are found. */
	earlier: string | null;
};

/** What is said, and where to say something: on its own page as in the panel beside others. */
export function ChatView(props: ChatViewProps) {
	const { session, action, chatId, formKey, reply, earlier } = props;
	const { messages, said } = session;
	const end = useRef<HTMLDivElement>(null);
	const follow = useStickToEnd(end);

	const onSubmit = (event: FormEvent<HTMLFormElement>) => {
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
				{said}
			</p>
			<ChatComposer {...{ session, action, chatId, formKey, reply, onSubmit }} />
		</div>
	);
}

export type OnChatSubmit = (event: FormEvent<HTMLFormElement>) => void;
