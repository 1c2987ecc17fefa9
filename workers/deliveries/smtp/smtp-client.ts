import { connect } from "cloudflare:sockets";
import { SmtpError } from "./smtp-error.ts";
import { type Reply, SmtpLine } from "./smtp-line.ts";
import type { SmtpServer } from "./smtp-server-url.ts";

/*
 * As much of SMTP (RFC 5321) as handing mail to a submission server takes. Why not a library:
 * docs/decisions/014-push-and-mail.md.
 */

const PATIENCE_MS = 10_000;
/** A server may scan the whole message before it answers. */
const MESSAGE_PATIENCE_MS = 30_000;
const GOODBYE_PATIENCE_MS = 1_000;

export type Envelope = { from: string; to: string };

type Options = {
	server: SmtpServer;
	/** What we call ourselves: a host name. */
	name: string;
	/** For each reply. */
	patienceMs?: number;
};

/** A conversation with a mail server, ready for messages. */
export class Smtp {
	readonly #line: SmtpLine;
	readonly #patienceMs: number;

	private constructor(line: SmtpLine, patienceMs: number) {
		this.#line = line;
		this.#patienceMs = patienceMs;
	}

	/**
	 * Connects by TLS, and signs in. Throws `SmtpError`. Mail goes out in the clear on this machine
	 * alone, where a certificate that nobody vouches for is no obstacle either: elsewhere somebody on the
	 * way could have taken STARTTLS out of what the server offers (RFC 3207, section 6).
	 */
	static async open(options: Options): Promise<Smtp> {
		try {
			return await Smtp.#open(options, true);
		} catch (error) {
			if (!options.server.isLocal || !(error instanceof NoTls)) throw error;
			return Smtp.#open(options, false);
		}
	}

	static async #open(options: Options, mayUpgrade: boolean): Promise<Smtp> {
		const { server, name, patienceMs = PATIENCE_MS } = options;
		const { host, port, isImplicitTls } = server;
		const socket = connect(
			{ hostname: host, port },
			{ secureTransport: isImplicitTls ? "on" : "starttls", allowHalfOpen: false },
		);
		const line = new SmtpLine(socket);
		const smtp = new Smtp(line, patienceMs);
		try {
			await line.open(patienceMs);
			expect(await line.reply(patienceMs), 220, "greet");
			let offers = await smtp.#hello(name);
			let isSecure = isImplicitTls;
			if (!isSecure && mayUpgrade && offers.has("STARTTLS")) {
				await smtp.#upgrade();
				offers = await smtp.#hello(name);
				isSecure = true;
			}
			if (!isSecure && !server.isLocal) {
				throw new SmtpError("The mail server offers no TLS, so it gets no mail.");
			}
			if (server.user) {
				await smtp.#signIn(server, offers.get("AUTH") ?? "");
			}
			return smtp;
		} catch (error) {
			await line.close();
			throw error;
		}
	}

	/** Whether another message can be handed over. */
	isUsable = true;

	/** Hands over one message, with CRLF line ends. Throws `SmtpError`. */
	async send({ from, to }: Envelope, message: string): Promise<void> {
		for (const address of [from, to]) {
			if (!/^[^\s<>@]+@[^\s<>@]+$/.test(address)) {
				throw new SmtpError("This is no address for mail.", { isFinal: true });
			}
		}
		const text = `${message.replace(/\r?\n$/, "").replace(/^\./gm, "..")}\r\n.\r\n`;
		try {
			// What is wrong with the sender can be mended here; what with the rest, nowhere.
			expect(await this.#command(`MAIL FROM:<${from}>`), 250, "take mail from this sender");
			expectForGood(await this.#command(`RCPT TO:<${to}>`), 250, "take mail for this address");
			expectForGood(await this.#command("DATA"), 354, "take a message");
			expectForGood(await this.#line.ask(text, MESSAGE_PATIENCE_MS), 250, "take this message");
		} catch (error) {
			this.isUsable = await this.#reset(error);
			throw error;
		}
	}

	async quit(): Promise<void> {
		if (this.isUsable) await this.#line.ask("QUIT\r\n", GOODBYE_PATIENCE_MS).catch(() => {});
		await this.#line.close();
	}

	/** Whether the server is still there after an error, and ready for the next message. */
	async #reset(error: unknown): Promise<boolean> {
		if (!(error instanceof SmtpError) || error.code === null) return false;
		const answer = await this.#command("RSET").catch(() => null);
		return answer?.code === 250;
	}

	#command(text: string): Promise<Reply> {
		return this.#line.ask(`${text}\r\n`, this.#patienceMs);
	}

	/** Greets; answers with what the server can do, by keyword. */
	async #hello(name: string): Promise<Map<string, string>> {
		const { code, lines } = await this.#command(`EHLO ${name}`);
		if (code !== 250) {
			expect(await this.#command(`HELO ${name}`), 250, "answer a greeting");
			return new Map();
		}
		return new Map(
			lines.slice(1).map((line) => {
				const [keyword = "", ...parameters] = line.toUpperCase().split(/[ =]/);
				return [keyword, parameters.join(" ")];
			}),
		);
	}

	async #upgrade(): Promise<void> {
		expect(await this.#command("STARTTLS"), 220, "start TLS");
		try {
			await this.#line.secure(this.#patienceMs);
		} catch {
			throw new NoTls("The mail server's TLS or its certificate is not good.");
		}
	}

	async #signIn({ user, password }: SmtpServer, mechanisms: string): Promise<void> {
		const base64 = (text: string) => Buffer.from(text).toString("base64");
		if (/\bPLAIN\b/.test(mechanisms)) {
			const answer = await this.#command(`AUTH PLAIN ${base64(`\0${user}\0${password}`)}`);
			expect(answer, 235, "take user and password");
		} else if (/\bLOGIN\b/.test(mechanisms)) {
			expect(await this.#command("AUTH LOGIN"), 334, "let anybody sign in");
			expect(await this.#command(base64(user)), 334, "take user and password");
			expect(await this.#command(base64(password)), 235, "take user and password");
		} else {
			throw new SmtpError("The mail server knows neither AUTH PLAIN nor AUTH LOGIN.");
		}
	}
}

class NoTls extends SmtpError {}

function expect({ code }: Reply, wanted: number, what: string, isFinal = false) {
	// 251: it forwards.
	if (code === wanted || (wanted === 250 && code === 251)) return;
	throw new SmtpError(`The mail server would not ${what} (${code}).`, { code, isFinal });
}

/** The same where a 5xx will not change by trying again (RFC 5321, section 4.2.1). */
function expectForGood(reply: Reply, wanted: number, what: string) {
	expect(reply, wanted, what, reply.code >= 500);
}
