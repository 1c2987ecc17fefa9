import { describe, expect, test } from "vitest";
import { mailsTo, smtpUrl } from "#tests/outside.ts";
import { Smtp } from "./smtp-client.ts";
import { SmtpError } from "./smtp-error.ts";
import { parseSmtpUrl } from "./smtp-server-url.ts";

// Each test has a mailbox of its own.
let mailbox = 0;
const newAddress = () => `ann-${++mailbox}-${crypto.randomUUID()}@example.com`;

const from = "tend@example.com";
const open = (url: string) => Smtp.open({ server: parseSmtpUrl(url), name: "tend.example.com" });

async function sendTo(url: string, to: string, message = "Subject: Hello\r\n\r\nHello\r\n") {
	const smtp = await open(url);
	await smtp.send({ from, to }, message);
	await smtp.quit();
	return mailsTo(to);
}

async function errorOf(work: Promise<unknown>): Promise<SmtpError> {
	const error = await work.catch((error: unknown) => error);
	if (!(error instanceof SmtpError)) throw new Error(`This is no SmtpError: ${error}`);
	return error;
}

describe("mail goes out", () => {
	test("in the clear where a server of this machine has no TLS", async () => {
		expect(await sendTo(smtpUrl("plain"), newAddress())).toMatchObject([
			{ from, secure: false, user: null, raw: "Subject: Hello\r\n\r\nHello\r\n" },
		]);
	});

	test("by STARTTLS, signed in by PLAIN or LOGIN", async () => {
		for (const server of ["starttls", "login"]) {
			expect(await sendTo(smtpUrl(server), newAddress())).toMatchObject([
				{ server, secure: true, user: "tend" },
			]);
		}
	});

	test("by TLS from the first byte", async () => {
		expect(await sendTo(smtpUrl("implicit"), newAddress())).toMatchObject([
			{ secure: true, user: "tend" },
		]);
	});

	test("in the clear to a catcher on this machine whose certificate is its own", async () => {
		expect(await sendTo(smtpUrl("untrusted"), newAddress())).toMatchObject([{ secure: false }]);
	});

	test("with lines that begin with a dot, and in any script", async () => {
		const message = "Subject: =?UTF-8?Q?=C3=A4?=\r\n\r\n.hidden\r\n..\r\n.\r\nÄ 漢 end\r\n";
		const [mail] = await sendTo(smtpUrl("plain"), newAddress(), message);
		expect(mail?.raw).toBe(message);
	});

	test("one after the other in one conversation", async () => {
		const smtp = await open(smtpUrl("plain"));
		const addresses = [newAddress(), newAddress()];
		for (const to of addresses) await smtp.send({ from, to }, `Subject: ${to}\r\n\r\nHello\r\n`);
		await smtp.quit();
		for (const to of addresses) {
			expect(await mailsTo(to)).toMatchObject([{ raw: `Subject: ${to}\r\n\r\nHello\r\n` }]);
		}
	});
});

test("a server elsewhere that offers no TLS gets neither password nor mail", async () => {
	for (const url of [smtpUrl("plain"), smtpUrl("plain").replace("//", "//tend:secret@")]) {
		const server = { ...parseSmtpUrl(url), isLocal: false };
		const error = await errorOf(Smtp.open({ server, name: "localhost" }));
		expect(error).toMatchObject({
			message: "The mail server offers no TLS, so it gets no mail.",
			isFinal: false,
		});
	}
});

describe("what a server does not take", () => {
	test("an address that it does not know is final, and the conversation goes on", async () => {
		const smtp = await open(smtpUrl("refusing"));
		for (let i = 0; i < 2; i++) {
			const error = await errorOf(smtp.send({ from, to: newAddress() }, "Subject: x\r\n\r\nx\r\n"));
			expect(error).toMatchObject({ code: 550, isFinal: true });
			expect(error.message).toBe("The mail server would not take mail for this address (550).");
		}
		expect(smtp.isUsable).toBe(true);
		await smtp.quit();
	});

	test("a no for now is not final", async () => {
		const smtp = await open(smtpUrl("greylisting"));
		const to = newAddress();
		const send = () => smtp.send({ from, to }, "Subject: x\r\n\r\nx\r\n");
		expect(await errorOf(send())).toMatchObject({ code: 450, isFinal: false });
		await send();
		await smtp.quit();
		expect(await mailsTo(to)).toHaveLength(1);
	});

	test("a line that drops after the message, which it may have taken", async () => {
		const smtp = await open(smtpUrl("dropping"));
		const to = newAddress();
		const error = await errorOf(smtp.send({ from, to }, "Subject: x\r\n\r\nx\r\n"));
		expect(error).toMatchObject({ code: null, isFinal: false });
		expect(smtp.isUsable).toBe(false);
		await smtp.quit();
		expect(await mailsTo(to)).toHaveLength(1);
	});

	test("a wrong password can be mended", async () => {
		const url = smtpUrl("starttls").replace(/:[^:@]*@/, ":wrong@");
		expect(await errorOf(open(url))).toMatchObject({ code: 535, isFinal: false });
	});

	test("nobody there", async () => {
		expect((await errorOf(open("smtp://127.0.0.1:9"))).message).toBe(
			"No connection to the mail server.",
		);
	});

	test("somebody there who says nothing", async () => {
		const server = parseSmtpUrl(smtpUrl("silent"));
		const error = await errorOf(Smtp.open({ server, name: "localhost", patienceMs: 200 }));
		expect(error.message).toBe("The mail server did not answer in time.");
	});

	test("an address that would be more than one", async () => {
		const smtp = await open(smtpUrl("plain"));
		for (const to of ["a@b.example>\r\nRCPT TO:<eve@example.com", "a b@example.com", "nobody"]) {
			expect(await errorOf(smtp.send({ from, to }, "x"))).toMatchObject({ isFinal: true });
		}
		await smtp.quit();
	});
});

test("SMTP_URL names host, port, TLS, user and password", () => {
	expect(parseSmtpUrl("smtps://a%40b:p%2Fw@mail.example.com")).toEqual({
		host: "mail.example.com",
		port: 465,
		isImplicitTls: true,
		user: "a@b",
		password: "p/w",
		isLocal: false,
	});
	for (const host of ["127.example.com", "localhost.example.com", "[2001:db8::1]"]) {
		expect(parseSmtpUrl(`smtp://${host}`).isLocal).toBe(false);
	}
	expect(parseSmtpUrl("smtp://mail.example.com")).toMatchObject({ port: 587, user: "" });
	expect(parseSmtpUrl("smtp://[::1]:1025")).toMatchObject({ host: "::1", isLocal: true });
});
