import type { Command } from "commander";
import { call, refusalOf } from "#cli/backend/api.ts";
import { EXIT, Failure, failure } from "#cli/backend/failure.ts";
import type { Context } from "#cli/invocation/context.ts";
import { ask, canAsk, confirm } from "#cli/invocation/prompt.ts";
import {
	newMarkdownWriter,
	type Question,
	type Receipt,
	readChatStream,
} from "#cli/output/chat-stream.ts";
import { harmless } from "#cli/output/terminal.ts";

type ChatOptions = { thread?: string; yes?: boolean; list?: boolean };
type Answer = { text: string; receipts: Receipt[]; questions: Question[] };
type Approval = { id: string; approved: boolean };

/** A tool call after another: the server ends it after 8. */
const ROUNDS_MAX = 20;

export function addChatCommand(program: Command, open: (command: Command) => Context): void {
	program
		.command("chat")
		.summary("talk to the assistant")
		.description(
			"Tells the assistant something, and shows what it answers and does. Without a message it is a conversation: an empty line or Ctrl-D ends it. What deletes, or changes several tasks, asks first.",
		)
		.argument("[message...]", "what you have to say; - is the input")
		.option("-t, --thread <id>", "go on with that chat; else a new one begins")
		.option("--list", "show the chats there are")
		.option("-y, --yes", "approve whatever the assistant asks for")
		.addHelpText(
			"after",
			`
Examples:
  tend chat what is due this week
  tend chat --yes delete all completed tasks
  tend chat`,
		)
		.action(async (words: string[], options: ChatOptions, command: Command) => {
			const context = open(command);
			if (options.list) return listChats(context);
			const chatId = options.thread ?? crypto.randomUUID();
			if (words.length > 0) return converse(context, chatId, words.join(" "), options);
			if (!canAsk()) throw failure(EXIT.usage, "Say something: tend chat what is due today");
			for (;;) {
				const message = await ask(context.out.paint("green", "you › "));
				if (message === "") return;
				await converse(context, chatId, message, options);
			}
		});
}

async function listChats(context: Context): Promise<void> {
	type Chats = { threads: { id: string; title: string; updatedAt: string }[] };
	const answer = await call<Chats>(await context.backend(), "GET", "/api/chat");
	await context.show(answer, () =>
		answer.threads.map(({ id, title, updatedAt }) =>
			[id, updatedAt.slice(0, 10), harmless(title)].join(context.out.isInteractive ? "  " : "\t"),
		),
	);
}

/** One message and all that comes of it, approvals included. */
async function converse(context: Context, chatId: string, message: string, options: ChatOptions) {
	const parts = [{ type: "text", text: message }];
	let body: object = { id: chatId, message: { id: crypto.randomUUID(), role: "user", parts } };
	const whole: Answer = { text: "", receipts: [], questions: [] };
	for (let round = 0; round < ROUNDS_MAX; round += 1) {
		const answer = await send(context, body);
		whole.text += answer.text;
		whole.receipts.push(...answer.receipts);
		whole.questions = answer.questions;
		const approvals = await decide(context, answer.questions, options);
		if (approvals.length === 0) break;
		whole.questions = [];
		body = { id: chatId, approvals };
	}
	if (context.isJson) await context.show({ id: chatId, ...whole }, () => []);
	if (whole.questions.length > 0) {
		const asked = whole.questions.map(inWords).join(" ");
		throw failure(
			EXIT.refused,
			`The assistant waits for your approval: ${asked} Say it with --yes, or answer on the page /chat.`,
		);
	}
}

/** Yes or no to each question; none where nobody is there to be asked. */
async function decide(context: Context, questions: Question[], { yes = false }: ChatOptions) {
	const approvals: Approval[] = [];
	for (const question of questions) {
		if (!yes && !canAsk()) return [];
		const text = inWords(question);
		const approved = yes || (await confirm(text, false));
		if (yes && !context.isJson) context.out.line(context.out.paint("dim", `${text} Yes.`));
		approvals.push({ id: question.approvalId, approved });
	}
	return approvals;
}

function inWords({ text, titles, others }: Question): string {
	const about = [...titles.map((title) => `“${title}”`), ...(others ? [`${others} more`] : [])];
	return harmless(about.length > 0 ? `${text} ${about.join(", ")}.` : text);
}

async function send(context: Context, body: object): Promise<Answer> {
	const backend = await context.backend();
	const { out, isJson } = context;
	const response = await backend.send("/api/chat", {
		method: "POST",
		headers: { "content-type": "application/json" },
		body: JSON.stringify(body),
	});
	if (!response.ok || !response.body) throw await refusalOf(backend, response);
	const answer: Answer = { text: "", receipts: [], questions: [] };
	const inStyle = newMarkdownWriter(out.paint);
	let atStart = true;
	const write = (text: string) => {
		if (isJson || text === "") return;
		out.write(text);
		atStart = text.endsWith("\n");
	};
	const endLine = () => write(atStart ? "" : "\n");
	try {
		for await (const event of readChatStream(response.body)) {
			if (event.type === "text") {
				answer.text += event.text;
				write(inStyle(harmless(event.text)));
			} else if (event.type === "text-end") {
				endLine();
			} else if (event.type === "receipt") {
				answer.receipts.push(event.receipt);
				endLine();
				write(`${out.paint("green", "✓")} ${harmless(event.receipt.text)}\n`);
			} else if (event.type === "question") {
				answer.questions.push(event.question);
			} else {
				throw failure(EXIT.fault, harmless(event.message));
			}
		}
	} catch (error) {
		endLine();
		if (error instanceof Failure) throw error;
		throw failure(
			EXIT.noConnection,
			"The answer broke off. Your message is kept; see the page /chat.",
		);
	}
	endLine();
	return answer;
}
