import { z } from "@hono/zod-openapi";
import { newId } from "#app/core/id.server.ts";
import { CHAT_ID } from "#domain/chat/chat-message.ts";
import { MESSAGE_MAX_LENGTH } from "#domain/limits.ts";

/** The parameters, bodies and responses of `/api/chat`. */

const ID_MESSAGE = "An id is 1 to 64 letters, digits, - and _.";
const id = () => z.string(ID_MESSAGE).regex(CHAT_ID, ID_MESSAGE);
const instant = () => z.string().meta({ format: "date-time", example: "2026-11-20T15:00:00.000Z" });

export const chatParams = z.object({
	id: id().openapi({ param: { name: "id", in: "path", description: "The chat's id." } }),
});

export const chatQuery = z.strictObject({
	before: z
		.string()
		.regex(/^\d{1,9}$/, "It is a whole number.")
		.transform(Number)
		.optional()
		.openapi({ type: "integer", description: "The `before` of the page after this one." }),
});

const textPart = z.strictObject({
	type: z.literal("text", "A message is text; files cannot be sent."),
	text: z.string("Send the text."),
	// The AI SDK's client may send these.
	state: z.enum(["streaming", "done"]).optional(),
	providerMetadata: z.unknown().optional(),
});

const message = z
	.strictObject({
		id: id()
			.default(newId)
			.openapi({ type: "string", description: "Made here if it is left out. Sent twice: 409." }),
		role: z.literal("user", "Only messages of the user are taken; the rest is kept here."),
		parts: z.array(textPart, "Send the parts of the message.").min(1, "Send at least one part."),
		metadata: z.unknown().optional(),
	})
	.transform(({ id, parts }) => ({ id, text: parts.map(({ text }) => text).join("\n") }))
	.refine(({ text }) => text.trim() !== "", { path: ["parts"], message: "Say something." })
	.refine(({ text }) => text.length <= MESSAGE_MAX_LENGTH, {
		path: ["parts"],
		message: `A message has at most ${MESSAGE_MAX_LENGTH} characters.`,
	});

const approvals = z
	.array(z.strictObject({ id: id(), approved: z.boolean("It is true or false.") }))
	.min(1, "Answer at least one.")
	.max(100, "Answer at most 100 at once.")
	.refine((given) => new Set(given.map(({ id }) => id)).size === given.length, {
		message: "Answer each once.",
	});

/** The body of `POST /api/chat`: exactly one of message, approvals and retry. */
export const chatRequestSchema = z
	.strictObject({
		id: id().meta({ description: "The chat's id. A new one begins a new chat." }),
		message: message
			.optional()
			.openapi({ description: "The newest message, as the AI SDK's UI message." }),
		approvals: approvals.optional().openapi({
			description: "Answers to `tool-approval-request` parts, by their `approvalId`.",
		}),
		retry: z
			.literal(true, "It is true, or left out.")
			.optional()
			.openapi({ description: "Tries the last answer again, which failed or broke off." }),
	})
	.refine(
		({ message, approvals, retry }) =>
			[message, approvals, retry].filter((given) => given !== undefined).length === 1,
		{ path: ["message"], message: "Send one of message, approvals and retry." },
	)
	.openapi("ChatRequest", {
		example: {
			id: "0198c7a2",
			message: { id: "m1", role: "user", parts: [{ type: "text", text: "add milk tomorrow" }] },
		},
	});

const summary = {
	id: z.string(),
	title: z.string().meta({ description: "How it began." }),
	createdAt: instant(),
	updatedAt: instant(),
};

export const chatListSchema = z
	.object({ threads: z.array(z.object(summary).openapi("ChatSummary")) })
	.openapi("ChatList");

const uiMessageSchema = z
	.object({
		id: z.string(),
		role: z.enum(["user", "assistant", "system"]),
		metadata: z
			.object({
				createdAt: instant(),
				status: z
					.enum(["answering", "done", "asking", "stopped", "failed", "broken-off"])
					.optional()
					.meta({ description: "Of answers. `asking`: it waits for an approval." }),
				error: z.string().optional().meta({ description: "Why it failed, and what to do." }),
			})
			.optional(),
		parts: z
			.array(z.looseObject({ type: z.string() }))
			.meta({ description: "As the AI SDK has them; `data-receipt` says what a tool did." }),
	})
	.openapi("UIMessage");

export const chatSchema = z
	.object({
		...summary,
		messages: z.array(uiMessageSchema).meta({ description: "The newest 100, oldest first." }),
		before: z
			.int()
			.nullable()
			.meta({ description: "`?before=` for earlier ones; null at the start." }),
	})
	.openapi("Chat");
