import { encode, wrap } from "nodemailer/lib/qp";

/** As much of a mail's form (RFC 5322, MIME) as a text with an HTML twin takes. Lines end with CRLF. */

/** An encoded word has 75 characters; with its frame that leaves 45 bytes for base64. */
const WORD_BYTES = 45;
const LINE_LENGTH = 76;

/**
 * A header. What is in its text stays text: line breaks become spaces, so that nothing in it can be
 * taken for another header, and anything but plain ASCII is encoded (RFC 2047).
 */
export function header(name: string, text: string): string {
	const line = text.replace(/[\p{Cc}\s]+/gu, " ").trim();
	const isPlain = /^[\x20-\x7e]*$/.test(line) && !line.includes("=?");
	if (isPlain && name.length + line.length + 2 <= LINE_LENGTH) return `${name}: ${line}`;
	return `${name}: ${encodedWords(line)}`;
}

/** A header as it stands: for what Tend itself has made, of ASCII. */
export function plainHeader(name: string, value: string): string {
	const line = `${name}: ${value}`;
	return line.length <= LINE_LENGTH ? line : `${name}:\r\n ${value}`;
}

/** An address as `Name <address>`, the name encoded where it has to be. */
export function addressHeader(name: string, sender: string): string {
	const [, display = "", address = sender] = /^(.*)<([^<>]+)>$/.exec(sender) ?? [];
	const words = display.trim().replace(/^"(.*)"$/, "$1");
	if (words === "") return plainHeader(name, address);
	const isPlain = /^[\w !#$%&'*+/=?^`{|}~-]*$/.test(words);
	return plainHeader(name, `${isPlain ? words : encodedWords(words)} <${address}>`);
}

type Parts = { text: string; html: string };

/** A message of headers and the same in text and HTML, the better one last (RFC 2046, section 5.1.4). */
export function multipartAlternative(
	headers: string[],
	{ text, html }: Parts,
	boundary: string,
): string {
	const part = (type: string, content: string) => [
		`--${boundary}`,
		`Content-Type: text/${type}; charset=utf-8`,
		"Content-Transfer-Encoding: quoted-printable",
		"",
		wrap(encode(content.replace(/\r?\n/g, "\r\n")), LINE_LENGTH),
	];
	return [
		...headers,
		"MIME-Version: 1.0",
		`Content-Type: multipart/alternative; boundary="${boundary}"`,
		"",
		...part("plain", text),
		...part("html", html),
		`--${boundary}--`,
		"",
	].join("\r\n");
}

/** Cut between characters, never within one (RFC 2047, section 5). */
function encodedWords(text: string): string {
	const words: string[] = [];
	let word = "";
	for (const character of text) {
		if (Buffer.byteLength(word + character) > WORD_BYTES) {
			words.push(word);
			word = "";
		}
		word += character;
	}
	words.push(word);
	return words.map((part) => `=?UTF-8?B?${Buffer.from(part).toString("base64")}?=`).join("\r\n ");
}
