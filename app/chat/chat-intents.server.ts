import { data, redirect } from "react-router";
import { z } from "zod";
import { AppError } from "#app/core/errors.ts";
import { parseForm, runAndFlash, runCommand } from "#app/core/form.server.ts";
import { CHAT_ID } from "#domain/chat/chat-message.ts";
import { type ChatRequest, type Chats, REPEATED_MESSAGE } from "#domain/chat/chats.ts";
import { MESSAGE_MAX_LENGTH } from "#domain/limits.ts";
import { MINUTE_MS } from "#domain/time/durations.ts";

/** How long a page without script waits for a reply. It then shows the chat, where the reply goes on. */
const WAIT_MS = MINUTE_MS;

const ChatForm = z.object({
	chat: z.string().regex(CHAT_ID),
	key: z.string().regex(CHAT_ID),
	message: z
		.string("Say something.")
		.trim()
		.min(1, "Say something.")
		.max(MESSAGE_MAX_LENGTH, `A message has at most ${MESSAGE_MAX_LENGTH} characters.`),
});

/**
 * Handles a form of the chat page by its `intent`, then redirects to the chat. `chatId` is undefined
 * for a new chat, whose id the form brings.
 */
export async function handleChatIntent(chats: Chats, chatId: string | undefined, form: FormData) {
	const [intent = "", id = ""] = String(form.get("intent")).split("/");
	if (intent === "send") return send(chats, chatId, form);
	if (chatId === undefined) throw unknownIntent();
	switch (intent) {
		case "approve":
		case "deny":
			return ask(chats, chatId, form, { approvals: [{ id, approved: intent === "approve" }] });
		case "retry":
			return ask(chats, chatId, form, { retry: true });
		case "stop":
			return runInChat(chatId, form, () => chats.stop(chatId));
		default:
			throw unknownIntent();
	}
}

async function send(chats: Chats, openChatId: string | undefined, form: FormData) {
	const parsed = parseForm(ChatForm, form);
	if (!parsed.ok) return data({ reply: parsed.reply }, 400);
	const { chat, key, message } = parsed.value;
	const chatId = openChatId ?? chat;
	const done = await runCommand(form, async () => {
		try {
			await drainStream(await chats.ask(chatId, { message: { id: key, text: message } }));
		} catch (error) {
			// The form was sent twice; the first one arrived.
			if (!isRepeated(error)) throw error;
		}
	});
	if (!done.ok) return data({ reply: done.reply }, { status: done.status, headers: done.headers });
	return redirect(`/chat/${chatId}#end`);
}

function ask(chats: Chats, chatId: string, form: FormData, request: ChatRequest) {
	return runInChat(chatId, form, async () => drainStream(await chats.ask(chatId, request)));
}

/** Redirects to the chat; what can no longer be done is shown there as a message. */
function runInChat(chatId: string, form: FormData, command: () => Promise<unknown>) {
	return runAndFlash(form, `/chat/${chatId}#end`, async () => {
		await command();
		return { message: null };
	});
}

/** Waits for the end of a reply, or `WAIT_MS`. The reply goes on without a reader. */
async function drainStream(stream: ReadableStream<Uint8Array>): Promise<void> {
	const reader = stream.getReader();
	const timer = setTimeout(() => void reader.cancel(), WAIT_MS);
	while (!(await reader.read()).done);
	clearTimeout(timer);
}

function isRepeated(error: unknown) {
	return error instanceof AppError && error.code === REPEATED_MESSAGE.code;
}

function unknownIntent() {
	return data({ message: "This chat does not take what was sent to it." }, 400);
}
