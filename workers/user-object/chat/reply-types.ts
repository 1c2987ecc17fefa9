import type { UIMessageChunk } from "ai";
import type { OpenModel } from "#app/assistant/providers.server.ts";
import type { Scope } from "#app/core/scope.server.ts";
import type { ChatMessage } from "#domain/chat/chat-message.ts";
import type { GrantedScopes } from "#domain/user/token-scope.ts";
import type { Settings } from "#workers/platform/settings.ts";
import type { ChatStore } from "./chat-store.ts";
import type { SseLog } from "./sse-log.ts";
import type { TokenBudget } from "./token-budget.ts";

/** On whose behalf the object works, and with what rights. The worker has authenticated them. */
export type ChatCaller = {
	userId: string;
	/** IANA name. */
	timeZone: string;
	requestId: string;
	/** What the credential grants that the request came with. */
	granted: GrantedScopes;
};

/** A reply that is being generated. */
export type RunningReply = {
	chatId: string;
	/** The number of its message in the chat. */
	seq: number;
	/** ISO 8601, UTC. */
	createdAt: string;
	/** The message as far as it is generated. */
	message: ChatMessage;
	/** The parts that it began with (approved or retried), as chunks: see `SseLog.read`. */
	earlier: UIMessageChunk[];
	/** What the tools of the reply may do: no more than any of the requests that led to it. */
	granted: GrantedScopes;
	log: SseLog;
	/** Aborted when the user stops the reply. */
	stopping: AbortController;
	/** Resolves once the reply is in the store. Never rejects. */
	done: Promise<void>;
};

/** What a reply is generated with. */
export type ReplyDeps = {
	reply: RunningReply;
	store: ChatStore;
	budget: TokenBudget;
	settings: Settings;
	openModel: OpenModel;
	/** A scope of this moment: a reply may take minutes. */
	scopeOf: () => Scope;
};
