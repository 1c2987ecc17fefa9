import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import type { LanguageModel } from "ai";
import type { Scope } from "#app/core/scope.server.ts";
import type { ChatRequest } from "#domain/chat/chats.ts";
import type { GrantedScopes } from "#domain/user/token-scope.ts";
import { connect } from "#workers/platform/databases.ts";
import { eventPublisher } from "#workers/platform/outbox.ts";
import { readSettings, type Settings } from "#workers/platform/settings.ts";
import type { ChatHost } from "#workers/user-object/chat/chat-host.ts";
import { ChatService } from "#workers/user-object/chat/chat-service.ts";
import { type Heard, hear } from "./chat-stream.ts";
import { newScope } from "./factories.ts";

type Options = { model: LanguageModel; scope: Scope; settings?: Partial<Settings> };

/** A user's chats on the storage of their own object, with a model that the test chooses. */
export class ChatUser {
	readonly scope: Scope;
	/** What the credential grants that the user comes with. */
	granted: GrantedScopes = null;
	readonly #settings: Settings;
	#model: LanguageModel;

	constructor({ model, scope, settings }: Options) {
		this.#model = model;
		this.scope = scope;
		this.#settings = { ...readSettings(env), ...settings };
	}

	/** Works with the chats as they are in a fresh memory: nothing but what was stored. */
	async in<Result>(
		work: (chats: ChatService, state: DurableObjectState) => Promise<Result> | Result,
	) {
		return runInDurableObject(this.object, async (_, context) => {
			const host: ChatHost = {
				storage: context.storage,
				openDb: (userId) => connect(env, userId).open(),
				publishEvents: eventPublisher(env, context),
				waitUntil: (promise) => context.waitUntil(promise),
				keepAlive: () => {},
			};
			const chats = new ChatService(host, {
				settings: this.#settings,
				openModel: async ({ LLM_PROVIDER }) => ({
					model: this.#model,
					provider: LLM_PROVIDER,
					isMetered: LLM_PROVIDER !== "local",
				}),
			});
			return work(chats, context);
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
	ask(request: ChatRequest, chatId = "chat"): Promise<Heard> {
		return this.in(async (chats) => {
			const heard = await hear(chats.ask(this.caller, chatId, request));
			await chats.waitForReply(chatId);
			return heard;
		});
	}

	say(text: string, chatId = "chat"): Promise<Heard> {
		return this.ask({ message: { id: crypto.randomUUID(), text } }, chatId);
	}

	get caller() {
		const { userId, timeZone } = this.scope;
		return { userId, timeZone, requestId: "test-request", granted: this.granted };
	}
}

export async function newChatUser(
	model: LanguageModel,
	settings: Partial<Settings> = {},
): Promise<ChatUser> {
	return new ChatUser({ model, scope: await newScope({ now: new Date() }), settings });
}
