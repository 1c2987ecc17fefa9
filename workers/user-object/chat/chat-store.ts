import type { ToolCall } from "#domain/chat/answer-parts.ts";
import {
	type AnswerStatus,
	CHAT_PAGE_SIZE,
	type ChatMessage,
	type ChatPart,
	type ChatSummary,
} from "#domain/chat/chat-message.ts";
import { migrateChats } from "./chat-schema.ts";

/** A chat as it stands in the object, with what the model is told instead of its oldest part. */
export type Thread = {
	id: string;
	title: string;
	createdAt: number;
	updatedAt: number;
	summary: string;
	/** The number of the last message that the summary covers; 0 for none. */
	summarisedTo: number;
};

/** A message with its number in its chat. */
export type Kept = { seq: number; message: ChatMessage };

type MessageRow = {
	seq: number;
	id: string;
	role: ChatMessage["role"];
	parts: string;
	status: AnswerStatus | null;
	error: string | null;
	createdAt: number;
};

/** What `approvals.answer` says; null while nobody has answered. */
export type ApprovalAnswer = "approved" | "denied" | "passed-over";

/**
 * The statements on chats in the object's SQLite. They take effect at once, and together with all
 * others up to the next await; what leaves the object waits until they are on disk.
 */
export class ChatStore {
	readonly #sql: SqlStorage;

	constructor(storage: DurableObjectStorage) {
		migrateChats(storage);
		this.#sql = storage.sql;
	}

	listThreads(): Thread[] {
		return this.#sql
			.exec<Thread>(`select ${THREAD} from chat_threads order by updated_at desc, id`)
			.toArray();
	}

	findThread(id: string): Thread | null {
		const found = this.#sql.exec<Thread>(`select ${THREAD} from chat_threads where id = ?`, id);
		return found.toArray()[0] ?? null;
	}

	insertThread(id: string, title: string, now: number): void {
		this.#sql.exec(
			"insert into chat_threads (id, title, created_at, updated_at) values (?, ?, ?, ?)",
			...[id, title, now, now],
		);
	}

	touchThread(id: string, now: number): void {
		this.#sql.exec("update chat_threads set updated_at = ? where id = ?", now, id);
	}

	summarise(id: string, summary: string, summarisedTo: number): void {
		this.#sql.exec(
			"update chat_threads set summary = ?, summarised_to = ? where id = ?",
			...[summary, summarisedTo, id],
		);
	}

	deleteThread(id: string): void {
		this.#sql.exec("delete from chat_messages where thread_id = ?", id);
		this.#sql.exec("delete from chat_approvals where thread_id = ?", id);
		this.#sql.exec("delete from chat_tool_calls where thread_id = ?", id);
		this.#sql.exec("delete from chat_threads where id = ?", id);
	}

	/** The messages of a chat behind that number, oldest first. */
	listMessagesAfter(threadId: string, seq: number): Kept[] {
		return this.#sql
			.exec<MessageRow>(
				`select ${MESSAGE} from chat_messages where thread_id = ? and seq > ? order by seq`,
				...[threadId, seq],
			)
			.toArray()
			.map(toKept);
	}

	/** A page of messages, oldest first: the last ones before that number. */
	listMessagesBefore(threadId: string, seq: number, limit = CHAT_PAGE_SIZE): Kept[] {
		return this.#sql
			.exec<MessageRow>(
				`select ${MESSAGE} from chat_messages where thread_id = ? and seq < ? order by seq desc limit ?`,
				...[threadId, seq, limit],
			)
			.toArray()
			.map(toKept)
			.reverse();
	}

	lastMessage(threadId: string): Kept | null {
		return this.listMessagesBefore(threadId, Number.MAX_SAFE_INTEGER, 1)[0] ?? null;
	}

	hasMessage(threadId: string, id: string): boolean {
		const found = this.#sql.exec(
			"select 1 as found from chat_messages where thread_id = ? and id = ?",
			...[threadId, id],
		);
		return found.toArray().length > 0;
	}

	/** Puts a message at the end of its chat; answers its number. */
	insertMessage(threadId: string, { id, role, parts, metadata }: ChatMessage, now: number): number {
		const { seq } = this.#sql
			.exec<{ seq: number }>(
				`insert into chat_messages (thread_id, seq, id, role, parts, status, created_at)
				select ?, coalesce(max(seq), 0) + 1, ?, ?, ?, ?, ? from chat_messages where thread_id = ?
				returning seq`,
				...[threadId, id, role, JSON.stringify(parts), metadata?.status ?? null, now, threadId],
			)
			.one();
		return seq;
	}

	updateMessage(
		threadId: string,
		seq: number,
		{ parts, status, error }: Standing & { parts: ChatPart[] },
	): void {
		this.#sql.exec(
			"update chat_messages set parts = ?, status = ?, error = ? where thread_id = ? and seq = ?",
			...[JSON.stringify(parts), status, error ?? null, threadId, seq],
		);
	}

	/** The answers that were being given when the object was last in memory. */
	listAnswering(): (Kept & { threadId: string })[] {
		return this.#sql
			.exec<MessageRow & { threadId: string }>(
				`select ${MESSAGE}, thread_id as threadId from chat_messages where status = 'answering'`,
			)
			.toArray()
			.map((row) => ({ threadId: row.threadId, ...toKept(row) }));
	}

	insertApproval(threadId: string, id: string): void {
		this.#sql.exec(
			"insert or ignore into chat_approvals (thread_id, id) values (?, ?)",
			threadId,
			id,
		);
	}

	/** How an approval was answered; null when it was not yet, undefined when there is none. */
	findApproval(threadId: string, id: string): ApprovalAnswer | null | undefined {
		const found = this.#sql.exec<{ answer: ApprovalAnswer | null }>(
			"select answer from chat_approvals where thread_id = ? and id = ?",
			...[threadId, id],
		);
		return found.toArray()[0]?.answer;
	}

	answerApproval(threadId: string, id: string, answer: ApprovalAnswer): void {
		this.#sql.exec(
			"update chat_approvals set answer = ? where thread_id = ? and id = ?",
			...[answer, threadId, id],
		);
	}

	/** Notes that a tool is about to run for an answer. */
	beginToolCall(threadId: string, seq: number, call: Omit<ToolCall, "outcome">): void {
		const { toolCallId, toolName, input } = call;
		this.#sql.exec(
			`insert or replace into chat_tool_calls (thread_id, seq, tool_call_id, tool_name, input)
			values (?, ?, ?, ?, ?)`,
			...[threadId, seq, toolCallId, toolName, JSON.stringify(input ?? null)],
		);
	}

	endToolCall(threadId: string, toolCallId: string, outcome: ToolCall["outcome"]): void {
		this.#sql.exec(
			"update chat_tool_calls set outcome = ? where thread_id = ? and tool_call_id = ?",
			...[JSON.stringify(outcome), threadId, toolCallId],
		);
	}

	listToolCalls(threadId: string, seq: number): ToolCall[] {
		return this.#sql
			.exec<{ toolCallId: string; toolName: string; input: string; outcome: string | null }>(
				`select tool_call_id as toolCallId, tool_name as toolName, input, outcome
				from chat_tool_calls where thread_id = ? and seq = ? order by rowid`,
				...[threadId, seq],
			)
			.toArray()
			.map(({ input, outcome, ...call }) => ({
				...call,
				input: JSON.parse(input),
				outcome: outcome === null ? null : JSON.parse(outcome),
			}));
	}

	/** Once the answer itself tells of them. */
	deleteToolCalls(threadId: string, seq: number): void {
		this.#sql.exec("delete from chat_tool_calls where thread_id = ? and seq = ?", threadId, seq);
	}
}

export function toSummary({ id, title, createdAt, updatedAt }: Thread): ChatSummary {
	return {
		id,
		title,
		createdAt: new Date(createdAt).toISOString(),
		updatedAt: new Date(updatedAt).toISOString(),
	};
}

export type Standing = { status: AnswerStatus; error?: string };

function toKept({ seq, id, role, parts, status, error, createdAt }: MessageRow): Kept {
	const metadata = {
		createdAt: new Date(createdAt).toISOString(),
		...(status ? { status } : {}),
		...(error ? { error } : {}),
	};
	return { seq, message: { id, role, metadata, parts: JSON.parse(parts) } };
}

const THREAD =
	"id, title, created_at as createdAt, updated_at as updatedAt, summary, summarised_to as summarisedTo";
const MESSAGE = "seq, id, role, parts, status, error, created_at as createdAt";
