import { createRoute, z } from "@hono/zod-openapi";
import type { Context, MiddlewareHandler } from "hono";
import type { ChatRequest, Chats } from "#domain/chat/chats.ts";
import { newApiApp } from "#workers/api/shared/api-app.ts";
import { answer, jsonOf, type Security } from "#workers/api/shared/task-routes.ts";
import { messageSchema } from "#workers/api/tasks/task-schemas.ts";
import { authenticate, requireScope } from "#workers/auth/authenticate.ts";
import type { ApiEnv } from "#workers/http/api-env.ts";
import { requireOwnPath } from "#workers/http/own-path.ts";
import { problems } from "#workers/http/problem.ts";
import { openChats } from "#workers/user-object/open-chats.ts";
import {
	chatListSchema,
	chatParams,
	chatQuery,
	chatRequestSchema,
	chatSchema,
} from "./chat-schemas.ts";

/** Talking with the assistant (SPEC section 7). */
export const chat = newApiApp();

const common = {
	tags: ["Chat"],
	security: [{ bearer: ["chat"] }, { session: [] }] as Security,
	middleware: [authenticate, requireOwnPath, requireScope("chat")] as MiddlewareHandler<ApiEnv>[],
};

const STREAM = {
	description:
		"The answer as the AI SDK's UI message stream: server-sent events, and `data: [DONE]` at the end.",
	content: { "text/event-stream": { schema: z.string() } },
};

/**
 * The caller's chats. They are not D1's, so nothing but this keeps them from who only claims to be
 * somebody: it waits until D1 has said so.
 */
async function chatsOf(c: Context<ApiEnv>): Promise<Chats> {
	const { id: userId, timeZone } = await c.get("caller").user;
	return openChats(c.env, { userId, timeZone, requestId: c.get("requestId") });
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
		request: { body: jsonOf(chatRequestSchema) },
		responses: { 200: STREAM, ...problems(400, 401, 403, 404, 409, 413, 415, 429) },
	}),
	async (c) => {
		const { id, ...asked } = c.req.valid("json");
		return streamed(await (await chatsOf(c)).ask(id, readAsked(asked)));
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
			200: answer("The last one used first.", chatListSchema),
			...problems(401, 403, 429),
		},
	}),
	async (c) => c.json({ threads: await (await chatsOf(c)).list() }, 200),
);

chat.openapi(
	createRoute({
		...common,
		method: "get",
		path: "/chat/{id}",
		operationId: "getChat",
		summary: "Read a chat",
		request: { params: chatParams, query: chatQuery },
		responses: { 200: answer("The chat.", chatSchema), ...problems(400, 401, 403, 404, 429) },
	}),
	async (c) => {
		const chats = await chatsOf(c);
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
		responses: { 200: answer("It is gone.", messageSchema), ...problems(401, 403, 404, 429) },
	}),
	async (c) => {
		await (await chatsOf(c)).remove(c.req.valid("param").id);
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
		const stream = await (await chatsOf(c)).follow(c.req.valid("param").id);
		return stream ? streamed(stream) : c.body(null, 204);
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
			200: answer("Nothing more comes.", messageSchema),
			...problems(401, 403, 404, 429),
		},
	}),
	async (c) => {
		const wasAnswering = await (await chatsOf(c)).stop(c.req.valid("param").id);
		return c.json({ message: wasAnswering ? "Stopped." : "Nothing was being answered." }, 200);
	},
);

function readAsked({
	message,
	approvals,
	retry,
}: Omit<z.output<typeof chatRequestSchema>, "id">): ChatRequest {
	if (message) return { message };
	if (approvals) return { approvals };
	if (retry) return { retry };
	throw new Error("The schema lets exactly one of them through.");
}

function streamed(stream: ReadableStream<Uint8Array>): Response {
	return new Response(stream, {
		headers: {
			"content-type": "text/event-stream; charset=utf-8",
			// Whatever is on the way must neither collect it nor change it.
			"cache-control": "no-cache, no-transform",
			"x-accel-buffering": "no",
			"x-vercel-ai-ui-message-stream": "v1",
		},
	});
}
