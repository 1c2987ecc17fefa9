import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import type { LanguageModel } from "ai";
import type { Scope } from "#app/core/scope.server.ts";
import type { Asked } from "#domain/chat/chats.ts";
import { readSettings, type Settings } from "#workers/platform/settings.ts";
import { Chat } from "#workers/user-object/chat/chat.ts";
import { type Heard, hear } from "./chat-stream.ts";
import { newScope } from "./factories.ts";

type Options = { model: LanguageModel; scope: Scope; settings?: Partial<Settings> };

/** A user's chats on the storage of their own object, with a model that the test chooses. */
export class ChatUser {
	readonly scope: Scope;
	readonly #settings: Settings;
	#model: LanguageModel;

	constructor({ model, scope, settings }: Options) {
		this.#model = model;
		this.scope = scope;
		this.#settings = { ...readSettings(env), ...settings };
	}

	/** Works with the chats as they are in a fresh memory: nothing but what was stored. */
	async in<Result>(work: (chat: Chat, state: DurableObjectState) => Promise<Result> | Result) {
		return runInDurableObject(this.object, async (_, context) => {
			const chat = new Chat({
				context,
				env,
				settings: this.#settings,
				stayAwake: () => {},
				openModel: async ({ LLM_PROVIDER }) => ({
					model: this.#model,
					provider: LLM_PROVIDER,
					isMetered: LLM_PROVIDER !== "local",
				}),
			});
			return work(chat, context);
		});
	}

	/** The object itself, as the worker calls it. */
	get object() {
		return env.USER_OBJECT.get(env.USER_OBJECT.idFromName(this.scope.userId));
	}

	/** From now on, that model answers. */
	meet(model: LanguageModel): void {
		this.#model = model;
	}

	/** Asks, and listens to the end. */
	ask(asked: Asked, chatId = "chat"): Promise<Heard> {
		return this.in(async (chat) => {
			const heard = await hear(chat.ask(this.caller, chatId, asked));
			await chat.untilAnswered(chatId);
			return heard;
		});
	}

	say(text: string, chatId = "chat"): Promise<Heard> {
		return this.ask({ message: { id: crypto.randomUUID(), text } }, chatId);
	}

	get caller() {
		const { userId, timeZone } = this.scope;
		return { userId, timeZone, requestId: "test-request" };
	}
}

export async function newChatUser(
	model: LanguageModel,
	settings: Partial<Settings> = {},
): Promise<ChatUser> {
	return new ChatUser({ model, scope: await newScope({ now: new Date() }), settings });
}
