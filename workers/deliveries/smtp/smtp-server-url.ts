import { isLoopback } from "#workers/platform/loopback.ts";

/** A mail server as SMTP_URL names it: `smtp://user:pass@host:port`, `smtps://…`. */
export type SmtpServer = {
	host: string;
	port: number;
	/** TLS from the first byte (RFC 8314), rather than by STARTTLS. */
	isImplicitTls: boolean;
	user: string;
	password: string;
	/** On this very machine: nobody listens in between, and no certificate names it. */
	isLocal: boolean;
};

export function parseSmtpUrl(text: string): SmtpServer {
	const url = new URL(text);
	const isImplicitTls = url.protocol === "smtps:";
	const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
	return {
		host,
		port: Number(url.port) || (isImplicitTls ? 465 : 587),
		isImplicitTls,
		user: decodeURIComponent(url.username),
		password: decodeURIComponent(url.password),
		isLocal: isLoopback(host),
	};
}
