import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { ChatRequest, Chats } from "#domain/chat/chats.ts";
import { newApiApp } from "#workers/api/shared/api-app.ts";
import { jsonBody, jsonResponse } from "#workers/api/shared/json-content.ts";
import { messageSchema } from "#workers/api/shared/message-schema.ts";
import { problems } from "#workers/api/shared/problem-schema.ts";
import { scopedRoute } from "#workers/api/shared/route-access.ts";
import type { ApiEnv } from "#workers/auth/api-env.ts";
import { openChats } from "#workers/user-object/open-chats.ts";
import {
	chatListSchema,
	chatParams,
	chatQuery,
	chatRequestSchema,
	chatSchema,
} from "./chat-schemas.ts";

/** `/api/chat`: chats with the assistant. */
export const chat = newApiApp();

const common = {
	tags: ["Chat"],
	...scopedRoute("chat"),
};

const STREAM = {
	description:
		"The answer as the AI SDK's UI message stream: server-sent events, and `data: [DONE]` at the end.",
	content: { "text/event-stream": { schema: z.string() } },
};

/**
 * The caller's chats. They are not in D1, whose results wait for authentication by themselves, so this
 * waits until D1 has confirmed the caller.
 */
async function openCallerChats(c: Context<ApiEnv>): Promise<Chats> {
	const { user, scopes: granted } = c.get("caller");
	const { id: userId, timeZone } = await user;
	return openChats(c.env, { userId, timeZone, requestId: c.get("requestId"), granted });
}

chat.openapi(
	createRoute({
		...common,
		method: "post",
		path: "/chat",
		operationId: "chat",
		summary: "Say something, approve, or try again",
		description:
			"The history is kept here; send the newest message alone. One answer at a time in each chat: 409 else. The answer goes on when you leave.",
		request: { body: jsonBody(chatRequestSchema) },
		responses: { 200: STREAM, ...problems(400, 401, 403, 404, 409, 413, 415, 429) },
	}),
	async (c) => {
		const { id, ...request } = c.req.valid("json");
		return eventStreamResponse(await (await openCallerChats(c)).ask(id, toChatRequest(request)));
	},
);

chat.openapi(
	createRoute({
		...common,
		method: "get",
		path: "/chat",
		operationId: "listChats",
		summary: "List chats",
		responses: {
			200: jsonResponse("The last one used first.", chatListSchema),
			...problems(401, 403, 429),
		},
	}),
	async (c) => c.json({ threads: await (await openCallerChats(c)).list() }, 200),
);

chat.openapi(
	createRoute({
		...common,
		method: "get",
		path: "/chat/{id}",
		operationId: "getChat",
		summary: "Read a chat",
		request: { params: chatParams, query: chatQuery },
		responses: { 200: jsonResponse("The chat.", chatSchema), ...problems(400, 401, 403, 404, 429) },
	}),
	async (c) => {
		const chats = await openCallerChats(c);
		const thread = await chats.read(c.req.valid("param").id, c.req.valid("query").before);
		return c.json(thread, 200);
	},
);

chat.openapi(
	createRoute({
		...common,
		method: "delete",
		path: "/chat/{id}",
		operationId: "deleteChat",
		summary: "Delete a chat",
		request: { params: chatParams },
		responses: { 200: jsonResponse("It is gone.", messageSchema), ...problems(401, 403, 404, 429) },
	}),
	async (c) => {
		await (await openCallerChats(c)).remove(c.req.valid("param").id);
		return c.json({ message: "The chat is deleted." }, 200);
	},
);

chat.openapi(
	createRoute({
		...common,
		method: "get",
		path: "/chat/{id}/stream",
		operationId: "resumeChat",
		summary: "Follow the answer that is being given",
		description: "From its beginning, however late you come.",
		request: { params: chatParams },
		responses: {
			200: STREAM,
			204: { description: "Nothing is being answered." },
			...problems(401, 403, 404, 429),
		},
	}),
	async (c) => {
		const stream = await (await openCallerChats(c)).follow(c.req.valid("param").id);
		return stream ? eventStreamResponse(stream) : c.body(null, 204);
	},
);

chat.openapi(
	createRoute({
		...common,
		method: "post",
		path: "/chat/{id}/stop",
		operationId: "stopChat",
		summary: "Stop the answer that is being given",
		description: "What was said and done until then stands.",
		request: { params: chatParams },
		responses: {
			200: jsonResponse("Nothing more comes.", messageSchema),
			...problems(401, 403, 404, 429),
		},
	}),
	async (c) => {
		const wasAnswering = await (await openCallerChats(c)).stop(c.req.valid("param").id);
		return c.json({ message: wasAnswering ? "Stopped." : "Nothing was being answered." }, 200);
	},
);

function toChatRequest({
	message,
	approvals,
	retry,
}: Omit<z.output<typeof chatRequestSchema>, "id">): ChatRequest {
	if (message) return { message };
	if (approvals) return { approvals };
	if (retry) return { retry };
	throw new Error("The schema lets exactly one of them through.");
}

function eventStreamResponse(stream: ReadableStream<Uint8Array>): Response {
	return new Response(stream, {
		headers: {
			"content-type": "text/event-stream; charset=utf-8",
			// Proxies must neither buffer the stream nor change it.
			"cache-control": "no-cache, no-transform",
			"x-accel-buffering": "no",
			"x-vercel-ai-ui-message-stream": "v1",
		},
	});
}
