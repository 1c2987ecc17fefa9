import { once } from "node:events";
import { readFileSync } from "node:fs";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { join } from "node:path";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";

export type ReceivedMail = {
	/** Which of the servers below took it. */
	server: string;
	from: string;
	to: string[];
	secure: boolean;
	user: string | null;
	raw: string;
};

const SMTP_USER = "tend";
const SMTP_PASSWORD = "p@ss word/ä";

const read = (name: string) => readFileSync(join(import.meta.dirname, name));
const tls = { key: read("localhost.key"), cert: read("localhost.pem") };
const signIn: SMTPServerOptions = {
	...tls,
	onAuth({ username, password }, _session, answer) {
		if (username === SMTP_USER && password === SMTP_PASSWORD) answer(null, { user: username });
		else answer(new Error("Wrong user or password"));
	},
};

/** Mail servers as they come: by name, for SMTP_URL. */
const SERVERS: Record<string, SMTPServerOptions> = {
	plain: { authOptional: true, hideSTARTTLS: true },
	starttls: { ...signIn },
	login: { ...signIn, authMethods: ["LOGIN"] },
	implicit: { ...signIn, secure: true },
	/** As a developer's mail catcher comes: TLS that nobody vouches for. */
	untrusted: { authOptional: true },
	/** Drops the line after each first message of a mailbox, which it keeps. */
	dropping: { authOptional: true, hideSTARTTLS: true },
	/** Says 450 once to each mailbox, then takes it. */
	greylisting: { authOptional: true, hideSTARTTLS: true },
	/** Knows nobody. */
	refusing: { authOptional: true, hideSTARTTLS: true },
};

export async function startSmtpStandIns() {
	const mails: ReceivedMail[] = [];
	const closers: (() => void)[] = [];
	const urls: Record<string, string> = {};
	for (const [name, options] of Object.entries(SERVERS)) {
		const server = start(name, options, mails);
		server.listen(0, "127.0.0.1");
		await once(server.server, "listening");
		const { port } = server.server.address() as AddressInfo;
		const user = options.onAuth ? `${SMTP_USER}:${encodeURIComponent(SMTP_PASSWORD)}@` : "";
		urls[name] = `${options.secure ? "smtps" : "smtp"}://${user}localhost:${port}`;
		closers.push(() => server.close());
	}
	// Takes the call and says nothing.
	const silent = createServer(() => {});
	silent.listen(0, "127.0.0.1");
	await once(silent, "listening");
	urls.silent = `smtp://localhost:${(silent.address() as AddressInfo).port}`;
	closers.push(() => silent.close());
	const close = () => {
		for (const closer of closers) closer();
	};
	return { mails, urls, close };
}

function start(name: string, options: SMTPServerOptions, mails: ReceivedMail[]): SMTPServer {
	const seen = new Set<string>();
	const isFirst = (address: string) => !seen.has(address) && seen.add(address).size > 0;
	const server = new SMTPServer({
		logger: false,
		closeTimeout: 1,
		...options,
		onRcptTo({ address }, _session, answer) {
			const refuse = (responseCode: number) =>
				answer(Object.assign(new Error("No"), { responseCode }));
			if (name === "refusing") refuse(550);
			else if (name === "greylisting" && isFirst(address)) refuse(450);
			else answer();
		},
		onData(stream, session, answer) {
			const chunks: Buffer[] = [];
			stream.on("data", (chunk: Buffer) => chunks.push(chunk));
			stream.on("end", () => {
				const { mailFrom, rcptTo } = session.envelope;
				const to = rcptTo.map(({ address }) => address);
				mails.push({
					server: name,
					from: mailFrom ? mailFrom.address : "",
					to,
					secure: session.secure,
					user: session.user ?? null,
					raw: Buffer.concat(chunks).toString(),
				});
				if (name === "dropping" && isFirst(to.join())) dropAll(server);
				else answer();
			});
		},
	});
	// A client that hangs up on a certificate is what some tests are about.
	server.on("error", () => {});
	return server;
}

function dropAll(server: SMTPServer) {
	const { connections } = server as unknown as { connections: Set<{ _socket: Socket }> };
	for (const { _socket } of connections) _socket.destroy();
}
