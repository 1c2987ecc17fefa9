import { data, redirect } from "react-router";
import { z } from "zod";
import { AppError } from "#app/core/errors.ts";
import { parseForm, redirectWithFlash, runCommand } from "#app/core/form.server.ts";
import { CHAT_ID, MESSAGE_MAX_LENGTH } from "#domain/chat/chat-message.ts";
import { type ChatRequest, type Chats, REPEATED_MESSAGE } from "#domain/chat/chats.ts";

/** A page without scripts waits this long for an answer, and then says that it is on its way. */
const WAIT_MS = 60_000;

const ChatForm = z.object({
	chat: z.string().regex(CHAT_ID),
	key: z.string().regex(CHAT_ID),
	message: z
		.string("Say something.")
		.trim()
		.min(1, "Say something.")
		.max(MESSAGE_MAX_LENGTH, `A message has at most ${MESSAGE_MAX_LENGTH} characters.`),
});

/** Does what a form of the chat page asks for, and shows the chat when that is done. */
export async function handleChatIntent(chats: Chats, threadId: string | undefined, form: FormData) {
	const [intent = "", id = ""] = String(form.get("intent")).split("/");
	if (intent === "send") return send(chats, threadId, form);
	if (threadId === undefined) throw unknownIntent();
	switch (intent) {
		case "approve":
		case "deny":
			return ask(chats, threadId, form, { approvals: [{ id, approved: intent === "approve" }] });
		case "retry":
			return ask(chats, threadId, form, { retry: true });
		case "stop":
			return concludeWith(threadId, form, () => chats.stop(threadId));
		default:
			throw unknownIntent();
	}
}

async function send(chats: Chats, threadId: string | undefined, form: FormData) {
	const parsed = parseForm(ChatForm, form);
	if (!parsed.ok) return data({ reply: parsed.reply }, 400);
	const { chat, key, message } = parsed.value;
	const chatId = threadId ?? chat;
	const done = await runCommand(form, async () => {
		try {
			await hearOut(await chats.ask(chatId, { message: { id: key, text: message } }));
		} catch (error) {
			// A form that is sent twice has arrived.
			if (!isRepeated(error)) throw error;
		}
	});
	if (!done.ok) return data({ reply: done.reply }, { status: done.status, headers: done.headers });
	return redirect(`/chat/${chatId}#end`);
}

function ask(chats: Chats, threadId: string, form: FormData, asked: ChatRequest) {
	return concludeWith(threadId, form, async () => hearOut(await chats.ask(threadId, asked)));
}

/** What cannot be done any more is said on the chat's page. */
async function concludeWith(threadId: string, form: FormData, work: () => Promise<unknown>) {
	const there = `/chat/${threadId}#end`;
	try {
		await work();
		return redirect(there);
	} catch (error) {
		if (!(error instanceof AppError)) throw error;
		return redirectWithFlash(form, there, { message: error.message, undo: null, tone: "refused" });
	}
}

/** Waits for the end of an answer, or until the time is up; it goes on without being heard. */
async function hearOut(stream: ReadableStream<Uint8Array>): Promise<void> {
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
