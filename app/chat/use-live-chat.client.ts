import { useChat } from "@ai-sdk/react";
import { DefaultChatTransport, lastAssistantMessageIsCompleteWithApprovalResponses } from "ai";
import { useEffect, useRef, useState } from "react";
import { randomUuid } from "#app/client/random-uuid.ts";
import { INTERNAL_ERROR_MESSAGE } from "#app/core/internal-error-message.ts";
import { type ChatMessage, isRetryable } from "#domain/chat/chat-message.ts";
import { isToolPart } from "#domain/chat/reply-parts.ts";
import { readChat } from "./chat-api.ts";
import type { ChatSession, ChatStart } from "./chat-session.ts";

/** A chat that goes on without leaving the page: the AI SDK's, on Tend's own API. */
export function useLiveChat({ chatId, messages: stored, onChange }: ChatStart): ChatSession {
	// As the server has drawn it, until there is more to tell.
	const [isResuming, setIsResuming] = useState(isBeingAnswered(stored));
	const chat = useChat<ChatMessage>({
		id: chatId,
		messages: stored,
		transport,
		generateId: randomUuid,
		throttle: 40,
		sendAutomaticallyWhen: lastAssistantMessageIsCompleteWithApprovalResponses,
		onData: (part) => {
			if (part.type === "data-receipt" && part.data.changeId) onChange();
		},
	});
	const { messages, status, error, setMessages, resumeStream } = chat;
	const isBusy = isResuming || status === "submitted" || status === "streaming";
	useEffect(() => {
		if (!isResuming) return;
		const resume = async () => {
			await resumeStream();
			const known = await readChat(chatId);
			if (known) setMessages(known);
		};
		resume()
			.catch(() => {})
			.finally(() => setIsResuming(false));
	}, [isResuming, chatId, resumeStream, setMessages]);
	// Another device, or a form sent before this script was there.
	useEffect(() => {
		if (!isBusy && stored.length > messages.length) setMessages(stored);
	}, [stored, isBusy, messages.length, setMessages]);

	const send = (text: string) => {
		void chat.sendMessage({ id: randomUuid(), role: "user", parts: [{ type: "text", text }] });
	};
	const retry = async () => {
		const known = await readChat(chatId);
		const unsent = messages.findLast(({ role }) => role === "user");
		if (unsent && !known?.some(({ id }) => id === unsent.id)) {
			setMessages(known ?? []);
			return chat.sendMessage(unsent);
		}
		if (!known) return;
		setMessages(known);
		if (isBeingAnswered(known)) return chat.resumeStream();
		if (isRetryable(known.at(-1)?.metadata?.status)) return chat.regenerate();
		chat.clearError();
	};
	return {
		messages,
		isBusy,
		problem: useProblem(error, messages),
		said: useSaid(messages, isBusy),
		send,
		approve: (id, approved) => void chat.addToolApprovalResponse({ id, approved }),
		stop: () => {
			// The answer ends by itself, with all that was done until then.
			fetch(`/api/chat/${chatId}/stop`, { method: "POST" }).catch(() => chat.stop());
		},
		retry: () => {
			retry().catch(() => {});
		},
	};
}

function isBeingAnswered(messages: ChatMessage[]) {
	return messages.at(-1)?.metadata?.status === "answering";
}

/** A problem of the way; one of the answer stands in the answer. */
function useProblem(error: Error | undefined, messages: ChatMessage[]): string | null {
	if (!error || messages.at(-1)?.metadata?.error) return null;
	return error instanceof Refused ? error.message : "The connection was lost. Nothing else was.";
}

/** What the newest answer says, once it is whole: for those who listen. Nothing when the page opens. */
function useSaid(messages: ChatMessage[], isBusy: boolean): string {
	const wasBusy = useRef(false);
	if (isBusy) wasBusy.current = true;
	const last = messages.at(-1);
	if (isBusy || !wasBusy.current || last?.role !== "assistant") return "";
	const { parts, metadata } = last;
	const words = parts.flatMap((part) => {
		if (part.type === "text") return [part.text];
		if (part.type === "data-receipt") return [`${part.data.text}.`];
		return part.type === "data-question" ? [part.data.text, ...part.data.titles] : [];
	});
	return [...words, metadata?.error ?? ""].join("\n").trim();
}

class Refused extends Error {}

const transport = new DefaultChatTransport<ChatMessage>({
	api: "/api/chat",
	prepareSendMessagesRequest: ({ id, messages, trigger }) => ({
		body: { id, ...asked(messages.at(-1), trigger) },
	}),
	fetch: async (...request) => {
		const response = await fetch(...request);
		if (response.ok) return response;
		const problem: { detail?: string } = await response.json<object>().catch(() => ({}));
		throw new Refused(problem.detail ?? `${INTERNAL_ERROR_MESSAGE}. Try again in a while.`);
	},
});

function asked(last: ChatMessage | undefined, trigger: string) {
	if (trigger === "regenerate-message") return { retry: true };
	if (last?.role === "user") {
		const { id, role, parts } = last;
		return { message: { id, role, parts } };
	}
	const approvals = last?.parts.flatMap((part) =>
		isToolPart(part) && part.state === "approval-responded"
			? [{ id: part.approval.id, approved: part.approval.approved }]
			: [],
	);
	return { approvals };
}
