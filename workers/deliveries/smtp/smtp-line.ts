import { SmtpError } from "./smtp-error.ts";

export type Reply = { code: number; lines: string[] };

// A greedy server could go on for ever.
const REPLY_MAX_LENGTH = 10_000;
const LAST_LINE = /^\d{3}(?: .*)?$/;

/**
 * The line to a mail server: what is written, and replies as they come (RFC 5321, section 4.2). Each
 * reply has its time-out; a line that drops or stays silent throws an `SmtpError`.
 */
export class SmtpLine {
	#socket: Socket;
	#reader: ReadableStreamDefaultReader<Uint8Array>;
	#writer: WritableStreamDefaultWriter<Uint8Array>;
	#unread = "";

	constructor(socket: Socket) {
		this.#socket = socket;
		this.#reader = socket.readable.getReader();
		this.#writer = socket.writable.getWriter();
	}

	/** Waits until somebody is there, with TLS where it begins with that. */
	async open(patienceMs: number): Promise<void> {
		await this.#within(patienceMs, this.#socket.opened);
	}

	/** From here on by TLS (RFC 3207). What came before it in the clear must not count. */
	async secure(patienceMs: number): Promise<void> {
		this.#reader.releaseLock();
		this.#writer.releaseLock();
		this.#socket = this.#socket.startTls();
		this.#reader = this.#socket.readable.getReader();
		this.#writer = this.#socket.writable.getWriter();
		this.#unread = "";
		await this.open(patienceMs);
	}

	/** Writes text and waits for the reply to it. */
	async ask(text: string, patienceMs: number): Promise<Reply> {
		await this.#within(patienceMs, this.#writer.write(new TextEncoder().encode(text)));
		return this.reply(patienceMs);
	}

	async reply(patienceMs: number): Promise<Reply> {
		const lines: string[] = [];
		const deadline = Date.now() + patienceMs;
		for (;;) {
			const line = await this.#line(deadline - Date.now());
			lines.push(line.slice(4));
			if (LAST_LINE.test(line)) return { code: Number(line.slice(0, 3)), lines };
			if (!/^\d{3}-/.test(line)) throw new SmtpError("The mail server speaks no SMTP.");
		}
	}

	/** Hangs up; whatever state the line is in. */
	async close(): Promise<void> {
		await this.#socket.close().catch(() => {});
	}

	async #line(patienceMs: number): Promise<string> {
		for (;;) {
			const end = this.#unread.indexOf("\n");
			if (end >= 0) {
				const line = this.#unread.slice(0, end).replace(/\r$/, "");
				this.#unread = this.#unread.slice(end + 1);
				return line;
			}
			const { value, done } = await this.#within(patienceMs, this.#reader.read());
			if (done) throw new SmtpError("The mail server dropped the line.");
			this.#unread += new TextDecoder().decode(value);
			if (this.#unread.length > REPLY_MAX_LENGTH) {
				throw new SmtpError("The mail server speaks no SMTP.");
			}
		}
	}

	async #within<Result>(ms: number, work: Promise<Result>): Promise<Result> {
		let timer: ReturnType<typeof setTimeout> | undefined;
		const timeout = new Promise<never>((_, reject) => {
			const tooLate = () => reject(new SmtpError("The mail server did not answer in time."));
			timer = setTimeout(tooLate, Math.max(0, ms));
		});
		try {
			return await Promise.race([work, timeout]);
		} catch (error) {
			if (error instanceof SmtpError) throw error;
			// No server, no TLS, or a broken connection: sockets give the same error for all.
			throw new SmtpError("No connection to the mail server.");
		} finally {
			clearTimeout(timer);
			work.catch(() => {});
		}
	}
}
