import { useChat } from "@ai-sdk/react";
import { DefaultChatTransport, lastAssistantMessageIsCompleteWithApprovalResponses } from "ai";
import { useEffect, useRef, useState } from "react";
import { randomUuid } from "#app/client/random-uuid.ts";
import { INTERNAL_ERROR_MESSAGE } from "#app/core/internal-error-message.ts";
import { type ChatMessage, isRetryable } from "#domain/chat/chat-message.ts";
import { isToolPart } from "#domain/chat/reply-parts.ts";
import { readChat } from "./chat-api.ts";
import type { ChatSession, ChatStart } from "./chat-session.ts";

/** A chat that is updated without leaving the page: the AI SDK's `useChat` on Tend's API. */
export function useLiveChat({ chatId, messages: stored, onChange }: ChatStart): ChatSession {
	// The first render has to be the same as the server's.
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
	// The server has more: from another device, or a form sent before this script was loaded.
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
		spokenReply: useSpokenReply(messages, isBusy),
		send,
		approve: (id, approved) => void chat.addToolApprovalResponse({ id, approved }),
		stop: () => {
			// The server ends the stream, after it has stored what was done until then.
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

/** What went wrong with a request; what went wrong with a reply is shown in the reply. */
function useProblem(error: Error | undefined, messages: ChatMessage[]): string | null {
	if (!error || messages.at(-1)?.metadata?.error) return null;
	return error instanceof RefusedRequest
		? error.message
		: "The connection was lost. Nothing else was.";
}

/** The newest reply as text, once it is complete. Empty for one that was complete when the page opened. */
function useSpokenReply(messages: ChatMessage[], isBusy: boolean): string {
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

/** The API refused a request; the message is for the user. */
class RefusedRequest extends Error {}

const transport = new DefaultChatTransport<ChatMessage>({
	api: "/api/chat",
	prepareSendMessagesRequest: ({ id, messages, trigger }) => ({
		body: { id, ...toRequestBody(messages.at(-1), trigger) },
	}),
	fetch: async (...request) => {
		const response = await fetch(...request);
		if (response.ok) return response;
		const problem: { detail?: string } = await response.json<object>().catch(() => ({}));
		throw new RefusedRequest(problem.detail ?? `${INTERNAL_ERROR_MESSAGE}. Try again in a while.`);
	},
});

/** The part of a `ChatRequest` (domain/chat/chats.ts) that follows from the newest message. */
function toRequestBody(last: ChatMessage | undefined, trigger: string) {
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
