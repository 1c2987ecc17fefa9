import { describe, expect, test } from "vitest";
import {
	createUnsubscribeToken,
	readUnsubscribeToken,
} from "#app/notifications/mail/unsubscribe-token.server.ts";
import { digestContent } from "#domain/notification/digest-content.ts";
import type { MailContent } from "#domain/notification/mail-content.ts";
import { NOW, TIME_ZONE } from "#tests/factories.ts";
import { outsideEnv } from "#tests/outside.ts";
import { SECRET } from "#tests/secret.ts";
import { readSettings } from "#workers/platform/settings.ts";
import { mailMessage } from "./mail-message.ts";

const userId = "11111111-1111-4111-8111-111111111111";

const reminder = (title: string): MailContent => ({
	kind: "reminders",
	subject: `Reminder: ${title}`,
	heading: title,
	lead: "Due today 17:00.",
	lists: [],
	link: { label: "Open the task", path: "/tasks/1" },
	taskId: 1,
});

function write(content: MailContent, origin: string | null = "https://tend.example.com") {
	const mail = { id: "delivery-1", userId, to: "ann@example.com", content, date: NOW };
	const message = mailMessage(mail, { settings: readSettings(outsideEnv()), origin });
	const [head = "", ...rest] = message.split("\r\n\r\n");
	const lines = head.replace(/\r\n /g, " ").split("\r\n");
	const headers = Object.fromEntries(lines.map((line) => line.split(/:\s+(.*)/s)));
	const [, boundary = ""] = /boundary="([^"]+)"/.exec(headers["Content-Type"]) ?? [];
	const parts = rest.join("\r\n\r\n").split(`--${boundary}`).slice(1, -1);
	const [text = "", html = ""] = parts.map(decode);
	return { message, headers, text, html };
}

/** A part's quoted-printable (RFC 2045, section 6.7) as text. */
function decode(part: string) {
	const body = part.slice(part.indexOf("\r\n\r\n") + 4).replace(/=\r\n/g, "");
	const bytes = body.replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
	return new TextDecoder().decode(Uint8Array.from(bytes, (char) => char.charCodeAt(0)));
}

/** Encoded words (RFC 2047) as text. */
function decodeWords(header: string) {
	return header
		.replace(/\?= =\?/g, "?==?")
		.replace(/=\?UTF-8\?([QB])\?([^?]*)\?=/g, (_, how, text) =>
			how === "B"
				? Buffer.from(text, "base64").toString()
				: decode(`\r\n\r\n${text.replaceAll("_", " ")}`),
		);
}

describe("a mail", () => {
	test("has what mail programs and spam filters look for", () => {
		const { headers, text, html, message } = write(reminder("Pay rent"));
		expect(headers).toEqual({
			From: "Tend <tend@example.com>",
			To: "ann@example.com",
			Subject: "Reminder: Pay rent",
			Date: "Fri, 20 Nov 2026 15:00:00 +0000",
			"Message-ID": "<delivery-1@example.com>",
			"Auto-Submitted": "auto-generated",
			"List-Unsubscribe": expect.stringMatching(
				/^<https:\/\/tend\.example\.com\/unsubscribe\/.+>$/,
			),
			"List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
			"MIME-Version": "1.0",
			"Content-Type": expect.stringMatching(/^multipart\/alternative;/),
		});
		const [, token = ""] = /unsubscribe\/([\w-]+)>/.exec(headers["List-Unsubscribe"]) ?? [];
		expect(readUnsubscribeToken(token, SECRET)).toEqual({ userId, kind: "reminders" });
		expect(text).toContain("Open the task: https://tend.example.com/tasks/1");
		expect(html).toContain('<a href="https://tend.example.com/tasks/1"');
		// RFC 5322, section 2.1.1.
		const longest = Math.max(...message.split("\r\n").map((line) => line.length));
		expect(longest).toBeLessThanOrEqual(998);
		expect(message).toMatch(/^[\x20-\x7e\t\r\n]*$/);
	});

	test("carries any title whole, as text", async () => {
		const title = `Zähne 漢字 🦷 <b>"bold" & 'quoted'</b> ${"very ".repeat(40)}long`.slice(0, 250);
		const { headers, text, html } = write(reminder(title));
		expect(decodeWords(headers.Subject)).toBe(`Reminder: ${title}`);
		expect(text.startsWith(`${title}\r\n`)).toBe(true);
		expect(html).toContain("&lt;b&gt;&quot;bold&quot; &amp; 'quoted'&lt;/b&gt;");
		expect(html).not.toContain("<b>");
	});

	test("is from whom the server says, in any script", () => {
		const from = (MAIL_FROM: string) => {
			const settings = readSettings(outsideEnv({ MAIL_FROM }));
			const mail = { id: "1", userId, to: "a@b.example", content: reminder("x"), date: NOW };
			const [line = ""] = mailMessage(mail, { settings, origin: null }).split("\r\nTo: ");
			return decodeWords(line.replace(/\r\n /g, " "));
		};
		expect(from("tend@example.com")).toBe("From: tend@example.com");
		expect(from('"Tend" <tend@example.com>')).toBe("From: Tend <tend@example.com>");
		expect(from("Büro, 漢字 <tend@example.com>")).toBe("From: Büro, 漢字 <tend@example.com>");
	});

	test("cannot be given headers by a title", async () => {
		for (const nasty of ["x\r\nBcc: eve@example.com", "x\nBcc: eve@example.com", "x\r\n\r\nBody"]) {
			const { headers } = write(reminder(nasty));
			expect(headers).not.toHaveProperty("Bcc");
			expect(Object.keys(headers)).toHaveLength(10);
		}
	});

	test("has no links on a server that does not know where it is", async () => {
		const { headers, text, html } = write(reminder("Pay rent"), null);
		expect(headers).not.toHaveProperty("List-Unsubscribe");
		expect(text + html).not.toMatch(/href|http|Unsubscribe/);
	});
});

describe("the daily mail", () => {
	const digest = (tasks: Parameters<typeof digestContent>[0]["tasks"], total = tasks.length) =>
		digestContent({ timeZone: TIME_ZONE, now: NOW, tasks, total });

	test("says what is overdue and what today brings, in words", async () => {
		const content = digest([
			{ id: 1, title: "File taxes", due: "2026-11-16" },
			{ id: 2, title: "Stand-up", due: "2026-11-20T09:00:00" },
			{ id: 3, title: "Pay rent", due: "2026-11-20T17:00:00" },
			{ id: 4, title: "Water plants", due: "2026-11-20" },
		]);
		expect(content.subject).toBe("Friday 20 November: 3 tasks today, 1 overdue");
		const { text, headers } = write(content);
		expect(text.replaceAll("\r\n", "\n")).toContain(
			[
				"Friday 20 November",
				"",
				"Overdue",
				"- File taxes (Mon 16 Nov)",
				"",
				"Today",
				"- Stand-up (09:00)",
				"- Pay rent (17:00)",
				"- Water plants",
				"",
				"Open today's tasks: https://tend.example.com/tasks?due=today",
			].join("\n"),
		);
		const [, token = ""] = /unsubscribe\/([\w-]+)>/.exec(headers["List-Unsubscribe"]) ?? [];
		expect(readUnsubscribeToken(token, SECRET)).toEqual({ userId, kind: "digest" });
	});

	test("says so when there is nothing, and when there is more", () => {
		expect(digest([])).toMatchObject({
			subject: "Friday 20 November: nothing due",
			lead: "Nothing is due today. Tomorrow is Saturday 21 November.",
		});
		expect(digest([{ id: 1, title: "x", due: "2026-11-20" }], 80)).toMatchObject({
			subject: "Friday 20 November: 80 tasks due",
			lead: "The first 1 of 80 tasks.",
		});
	});
});

test("a token for unsubscribing is ours or none", () => {
	const token = createUnsubscribeToken({ userId, kind: "digest" }, SECRET);
	expect(readUnsubscribeToken(token, SECRET)).toEqual({ userId, kind: "digest" });
	const forged = `B${token.slice(1)}`;
	const foreign = createUnsubscribeToken({ userId, kind: "digest" }, `${SECRET}x`);
	for (const bad of [forged, foreign, "", "x", token.slice(0, -2), `${token}AA`]) {
		expect(readUnsubscribeToken(bad, SECRET)).toBeNull();
	}
});
