import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { startHttpStandIn } from "./http.ts";
import { startSmtpStandIns } from "./smtp.ts";

/** What tests inside workerd have to know of those outside. */
export type StandIns = {
	/** Answers to webhooks and push. */
	origin: string;
	/** The keys of a browser that it is the push service of. */
	subscription: { p256dh: string; auth: string };
	/** For SMTP_URL, by the name of the server. */
	smtp: Record<string, string>;
	/** Where the mails to `?to=…` can be read. */
	mails: string;
};

export async function startStandIns(): Promise<{ standIns: StandIns; close: () => void }> {
	const http = await startHttpStandIn();
	const smtp = await startSmtpStandIns();
	const mailbox = createServer((request, response) => {
		const to = new URL(request.url ?? "/", "http://mailbox").searchParams.get("to") ?? "";
		response.end(JSON.stringify(smtp.mails.filter((mail) => mail.to.includes(to))));
	});
	mailbox.listen(0, "127.0.0.1");
	await once(mailbox, "listening");
	const { port } = mailbox.address() as AddressInfo;
	const { origin, subscription } = http;
	return {
		standIns: { origin, subscription, smtp: smtp.urls, mails: `http://127.0.0.1:${port}` },
		close() {
			http.close();
			smtp.close();
			mailbox.close();
			mailbox.closeAllConnections();
		},
	};
}
