import { AppError } from "#app/core/errors.ts";
import { FORM_FIELDS_MAX } from "#domain/limits.ts";

const URL_ENCODED = "application/x-www-form-urlencoded";
const MULTIPART = "multipart/form-data";
const AMPERSAND = 0x26;

/**
 * Checks the form that a page is sent, so that every action behind finds one that can be read, and
 * answers its headers and body: a request without a body is a form without fields. Throws an `AppError`:
 * 415 for what is no form, 400 for one that is broken, 413 for one of too many fields.
 */
export async function checkPageForm(
	headers: Headers,
	body: ArrayBuffer | null,
): Promise<{ headers: Headers; body: ArrayBuffer | null }> {
	const [type = ""] = (headers.get("content-type") ?? "").toLowerCase().split(";", 1);
	if (!body?.byteLength) {
		const empty = new Headers(headers);
		empty.set("content-type", URL_ENCODED);
		return { headers: empty, body };
	}
	if (type.trim() === URL_ENCODED) {
		if (countByte(body, AMPERSAND) >= FORM_FIELDS_MAX) throw tooMany();
		// Such a form is UTF-8 (URL Standard, section 5.1), whatever else it says to be.
		const plain = new Headers(headers);
		plain.set("content-type", URL_ENCODED);
		return { headers: plain, body };
	}
	if (type.trim() !== MULTIPART) {
		throw new AppError("This page takes forms only.", { status: 415, code: "no-form" });
	}
	let fields = 0;
	for (const _ of await parseMultipart(headers, body)) fields += 1;
	if (fields > FORM_FIELDS_MAX) throw tooMany();
	return { headers, body };
}

async function parseMultipart(headers: Headers, body: ArrayBuffer): Promise<FormData> {
	const type = headers.get("content-type") ?? "";
	try {
		return await new Response(body, { headers: { "content-type": type } }).formData();
	} catch (error) {
		// The runtime's own word for a form without a boundary, or one that is cut off.
		if (!(error instanceof TypeError)) throw error;
		throw new AppError("This form did not arrive whole. Send it again.", {
			status: 400,
			code: "broken-form",
		});
	}
}

function countByte(body: ArrayBuffer, byte: number): number {
	const bytes = new Uint8Array(body);
	let count = 0;
	for (let at = bytes.indexOf(byte); at !== -1; at = bytes.indexOf(byte, at + 1)) count += 1;
	return count;
}

function tooMany() {
	return new AppError(
		`A form has at most ${FORM_FIELDS_MAX.toLocaleString("en")} fields. Send less at once.`,
		{ status: 413, code: "too-large" },
	);
}
