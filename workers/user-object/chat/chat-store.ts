import {
	CHAT_PAGE_SIZE,
	type ChatMessage,
	type ChatPart,
	type ChatSummary,
	type ReplyStatus,
} from "#domain/chat/chat-message.ts";
import type { ToolCallRecord } from "#domain/chat/reply-parts.ts";
import type { GrantedScopes } from "#domain/user/token-scope.ts";
import {
	migrateObject,
	type ObjectSql,
	type ObjectStorage,
} from "#workers/user-object/storage/migrate-object.ts";
import { CHAT_SCHEMA } from "./chat-schema.ts";

/** A chat as it is stored, with the summary that a model is given instead of its oldest messages. */
export type StoredChat = {
	id: string;
	title: string;
	createdAt: number;
	updatedAt: number;
	summary: string;
	/** The number of the last message that the summary covers; 0 for none. */
	summarisedTo: number;
};

/** A message with its number in its chat, from 1, and with what the tools of a reply may do. */
export type StoredMessage = { seq: number; message: ChatMessage; granted: GrantedScopes };

type MessageRow = {
	seq: number;
	id: string;
	role: ChatMessage["role"];
	parts: string;
	status: ReplyStatus | null;
	error: string | null;
	granted: string | null;
	createdAt: number;
};

/**
 * What became of an approval (`chat_approvals.answer`, null while it waits). `passed-over`: the user
 * wrote something else instead.
 */
export type ApprovalDecision = "approved" | "denied" | "passed-over";

/**
 * The statements on chats in the object's SQLite. All that run without an `await` between them are
 * written atomically, and nothing leaves the object before they are on disk.
 */
export class ChatStore {
	readonly #sql: ObjectSql;

	constructor(storage: ObjectStorage) {
		migrateObject(storage, CHAT_SCHEMA);
		this.#sql = storage.sql;
	}

	/** All chats, the one that was used last first. */
	listChats(): StoredChat[] {
		return this.#sql
			.exec<StoredChat>(`select ${CHAT} from chat_threads order by updated_at desc, id`)
			.toArray();
	}

	findChat(id: string): StoredChat | null {
		const found = this.#sql.exec<StoredChat>(`select ${CHAT} from chat_threads where id = ?`, id);
		return found.toArray()[0] ?? null;
	}

	insertChat(id: string, title: string, now: number): void {
		this.#sql.exec(
			"insert into chat_threads (id, title, created_at, updated_at) values (?, ?, ?, ?)",
			...[id, title, now, now],
		);
	}

	/** Sets the time at which a chat was last used, in milliseconds. */
	touchChat(id: string, now: number): void {
		this.#sql.exec("update chat_threads set updated_at = ? where id = ?", now, id);
	}

	/** Stores the summary of all messages up to number `summarisedTo`. */
	setSummary(id: string, summary: string, summarisedTo: number): void {
		this.#sql.exec(
			"update chat_threads set summary = ?, summarised_to = ? where id = ?",
			...[summary, summarisedTo, id],
		);
	}

	/** Deletes a chat with everything in it. */
	deleteChat(id: string): void {
		this.#sql.exec("delete from chat_messages where thread_id = ?", id);
		this.#sql.exec("delete from chat_approvals where thread_id = ?", id);
		this.#sql.exec("delete from chat_tool_calls where thread_id = ?", id);
		this.#sql.exec("delete from chat_threads where id = ?", id);
	}

	/** The messages of a chat after number `seq`, oldest first. */
	listMessagesAfter(chatId: string, seq: number): StoredMessage[] {
		return this.#sql
			.exec<MessageRow>(
				`select ${MESSAGE} from chat_messages where thread_id = ? and seq > ? order by seq`,
				...[chatId, seq],
			)
			.toArray()
			.map(toStoredMessage);
	}

	/** The last `limit` messages of a chat before number `seq`, oldest first. */
	listMessagesBefore(chatId: string, seq: number, limit = CHAT_PAGE_SIZE): StoredMessage[] {
		return this.#sql
			.exec<MessageRow>(
				`select ${MESSAGE} from chat_messages where thread_id = ? and seq < ? order by seq desc limit ?`,
				...[chatId, seq, limit],
			)
			.toArray()
			.map(toStoredMessage)
			.reverse();
	}

	findLastMessage(chatId: string): StoredMessage | null {
		return this.listMessagesBefore(chatId, Number.MAX_SAFE_INTEGER, 1)[0] ?? null;
	}

	hasMessage(chatId: string, id: string): boolean {
		const found = this.#sql.exec(
			"select 1 as found from chat_messages where thread_id = ? and id = ?",
			...[chatId, id],
		);
		return found.toArray().length > 0;
	}

	/** Appends a message to its chat; returns its number. */
	insertMessage(chatId: string, { id, role, parts, metadata }: ChatMessage, now: number): number {
		const { seq } = this.#sql
			.exec<{ seq: number }>(
				`insert into chat_messages (thread_id, seq, id, role, parts, status, created_at)
				select ?, coalesce(max(seq), 0) + 1, ?, ?, ?, ?, ? from chat_messages where thread_id = ?
				returning seq`,
				...[chatId, id, role, JSON.stringify(parts), metadata?.status ?? null, now, chatId],
			)
			.one();
		return seq;
	}

	/** Stores the parts and state of a reply. */
	updateMessage(
		chatId: string,
		seq: number,
		{ parts, status, error }: ReplyState & { parts: ChatPart[] },
	): void {
		this.#sql.exec(
			"update chat_messages set parts = ?, status = ?, error = ? where thread_id = ? and seq = ?",
			...[JSON.stringify(parts), status, error ?? null, chatId, seq],
		);
	}

	/** Stores what the tools of a reply may do. */
	setGranted(chatId: string, seq: number, granted: GrantedScopes): void {
		this.#sql.exec(
			"update chat_messages set granted = ? where thread_id = ? and seq = ?",
			...[granted && JSON.stringify(granted), chatId, seq],
		);
	}

	/** The replies that were being generated when the object was last in memory. */
	listRunningReplies(): (StoredMessage & { chatId: string })[] {
		return this.#sql
			.exec<MessageRow & { chatId: string }>(
				`select ${MESSAGE}, thread_id as chatId from chat_messages where status = 'answering'`,
			)
			.toArray()
			.map((row) => ({ chatId: row.chatId, ...toStoredMessage(row) }));
	}

	/** Stores that the approval of that id waits for the user. */
	insertApproval(chatId: string, id: string): void {
		this.#sql.exec(
			"insert or ignore into chat_approvals (thread_id, id) values (?, ?)",
			chatId,
			id,
		);
	}

	/** What became of an approval; null while it waits, undefined when there is none of that id. */
	findApproval(chatId: string, id: string): ApprovalDecision | null | undefined {
		const found = this.#sql.exec<{ answer: ApprovalDecision | null }>(
			"select answer from chat_approvals where thread_id = ? and id = ?",
			...[chatId, id],
		);
		return found.toArray()[0]?.answer;
	}

	decideApproval(chatId: string, id: string, decision: ApprovalDecision): void {
		this.#sql.exec(
			"update chat_approvals set answer = ? where thread_id = ? and id = ?",
			...[decision, chatId, id],
		);
	}

	/** Records that a tool is about to run for a reply. */
	beginToolCall(chatId: string, seq: number, call: Omit<ToolCallRecord, "outcome">): void {
		const { toolCallId, toolName, input } = call;
		this.#sql.exec(
			`insert or replace into chat_tool_calls (thread_id, seq, tool_call_id, tool_name, input)
			values (?, ?, ?, ?, ?)`,
			...[chatId, seq, toolCallId, toolName, JSON.stringify(input ?? null)],
		);
	}

	/** Records how a tool call has ended. */
	endToolCall(chatId: string, toolCallId: string, outcome: ToolCallRecord["outcome"]): void {
		this.#sql.exec(
			"update chat_tool_calls set outcome = ? where thread_id = ? and tool_call_id = ?",
			...[JSON.stringify(outcome), chatId, toolCallId],
		);
	}

	/** The tool calls that were recorded for a reply, in the order of their beginning. */
	listToolCalls(chatId: string, seq: number): ToolCallRecord[] {
		return this.#sql
			.exec<{ toolCallId: string; toolName: string; input: string; outcome: string | null }>(
				`select tool_call_id as toolCallId, tool_name as toolName, input, outcome
				from chat_tool_calls where thread_id = ? and seq = ? order by rowid`,
				...[chatId, seq],
			)
			.toArray()
			.map(({ input, outcome, ...call }) => ({
				...call,
				input: JSON.parse(input),
				outcome: outcome === null ? null : JSON.parse(outcome),
			}));
	}

	/** Deletes the records of a reply, once its parts are stored with their outcomes. */
	deleteToolCalls(chatId: string, seq: number): void {
		this.#sql.exec("delete from chat_tool_calls where thread_id = ? and seq = ?", chatId, seq);
	}
}

/** A chat as lists of chats show it. */
export function toChatSummary({ id, title, createdAt, updatedAt }: StoredChat): ChatSummary {
	return {
		id,
		title,
		createdAt: new Date(createdAt).toISOString(),
		updatedAt: new Date(updatedAt).toISOString(),
	};
}

/** The state of a reply, with the reason when it failed or was interrupted. */
export type ReplyState = { status: ReplyStatus; error?: string };

function toStoredMessage({
	seq,
	id,
	role,
	parts,
	status,
	error,
	granted,
	createdAt,
}: MessageRow): StoredMessage {
	const metadata = {
		createdAt: new Date(createdAt).toISOString(),
		...(status ? { status } : {}),
		...(error ? { error } : {}),
	};
	return {
		seq,
		message: { id, role, metadata, parts: JSON.parse(parts) },
		granted: granted === null ? null : JSON.parse(granted),
	};
}

const CHAT =
	"id, title, created_at as createdAt, updated_at as updatedAt, summary, summarised_to as summarisedTo";
const MESSAGE = "seq, id, role, parts, status, error, granted, created_at as createdAt";
